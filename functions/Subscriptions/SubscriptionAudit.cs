using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Subscriptions;

internal static class SubscriptionAudit
{
    /// <param name="detail">Ids and numbers only.</param>
    internal static Task NoteAsync(
        this AuditTrail audit,
        HttpRequest request,
        Caller caller,
        string action,
        string detail,
        CancellationToken cancellationToken
    ) =>
        audit.WriteAsync(
            new AuditEntry(
                action,
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                null,
                "ok",
                Correlation.Of(request.HttpContext),
                detail
            ),
            cancellationToken
        );
}
