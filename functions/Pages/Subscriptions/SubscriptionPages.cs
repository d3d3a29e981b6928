using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>The pages' side of the routes of subscriptions: forms in, pages out, by the same desk.</summary>
internal sealed class SubscriptionPages(SubscriptionDesk desk, DeliveryLedger ledger, HubDirectory directory)
{
    private const int MaxForm = 8 * 1024;
    private const int ShownDeliveries = 25;

    internal static bool IsForm(HttpRequest request) => Bodies.IsMediaType(request, "application/x-www-form-urlencoded");

    /// <param name="form">What was refused, to be mended; null where the form was not filled in.</param>
    internal async Task<IResult> ListAsync(Caller caller, HubError? error, SubscriptionForm? form, CancellationToken cancellationToken)
    {
        var own = await desk.ListAsync(caller, cancellationToken);
        IReadOnlyList<Subscription> shown = [.. own.Where(one => one.State is not SubscriptionState.Ended)];
        return new PageResult(
            error?.Kind.Status ?? StatusCodes.Status200OK,
            SubscriptionListPage.Write(shown, directory.Find(caller.Organisation), directory, error, form ?? SubscriptionForm.Blank)
        );
    }

    internal async Task<IResult> OneAsync(
        Caller caller,
        Subscription of,
        DeskOutcome.Done? done,
        HubError? error,
        CancellationToken cancellationToken
    )
    {
        var page = await ledger.ReadAsync(of, after: null, ShownDeliveries, cancellationToken);
        return new PageResult(
            error?.Kind.Status ?? StatusCodes.Status200OK,
            SubscriptionPage.Write(page, desk.PublicKeys(of), of.Organisation == caller.Organisation, done, error)
        );
    }

    /// <summary>The form for a new subscription; null where it cannot be read.</summary>
    internal static async Task<(SubscriptionForm? Form, HubError? Error)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var (fields, error) = await FormBody.ReadAsync(request, MaxForm, cancellationToken);
        return error is null ? (new SubscriptionForm(fields), null) : (null, error);
    }

    /// <summary>The range that the form for sending again asks for; null where it names none.</summary>
    internal static async Task<(long From, long To)?> ReadRangeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (form, _) = await FormBody.ReadAsync(request, MaxForm, cancellationToken);
        return TryNumber(form, "from", out var from) && TryNumber(form, "to", out var to) ? (from, to) : null;
    }

    private static bool TryNumber(IReadOnlyDictionary<string, string> form, string name, out long value) =>
        long.TryParse(form.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
