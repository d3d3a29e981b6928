using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Functions.Http;

/// <summary>
/// Every HTTP request passes here first: it gets a correlation id, must carry no identifier in its address, must say who calls, and must
/// lie within its organisation's quota.
/// Only the functions named in <see cref="Public"/> are open; a new one is closed until it is listed. What fails unexpectedly becomes
/// a fixed text here and nowhere else.
/// </summary>
public sealed partial class RequestGate(
    AccessTokens tokens,
    WallPasses walls,
    AuditTrail audit,
    HubDirectory directory,
    RequestQuotas quotas,
    ILogger<RequestGate> logger
) : IFunctionsWorkerMiddleware
{
    private static readonly HashSet<string> Public = new(StringComparer.Ordinal)
    {
        "HealthLive",
        "HealthReady",
        "CapabilityStatement",
        "Asset",
        "SignInPage",
        "SignIn",
        "SignOut",
        "OpenApi",
    };

    /// <summary>The one function that a message of a queue starts.</summary>
    private const string QueueFunction = "CareEvents";

    /// <summary>The one function that a screen's pass opens.</summary>
    private const string WallFunction = "ReadWall";

    /// <summary>Whether a function answers callers without a token.</summary>
    internal static bool IsPublic(string function) => Public.Contains(function);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            // A message of the queue is counted for its sender, once it is known who that is.
            if (context.FunctionDefinition.Name != QueueFunction)
                HubMeter.Executed();
            await next(context);
            return;
        }

        using var activity = HubTrace.Receive(context.FunctionDefinition.Name, http.Request.Headers[HubTrace.Header]);
        var correlation = Correlation.Begin(http, context.InvocationId);
        var caller = default(Caller);
        IReadOnlyList<HubError>? errors;
        try
        {
            (caller, errors) = await AdmitAsync(context, http);
            if (caller is not null)
                HubMeter.CountFor(caller.Organisation.Value, directory.OnePlaceOf(caller.Organisation));
            HubMeter.Executed();
            if (errors is null)
            {
                await next(context);
                errors = (context.GetInvocationResult().Value as RefusedResult)?.Errors;
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; what was committed stays, and sending again finds it.
            return;
        }
#pragma warning disable CA1031 // The one place that may catch all: whatever happens, the caller gets a code and no detail.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            errors = [KindOf(fault)];
            if (fault is BadHttpRequestException)
                LogBrokenRequest(context.FunctionDefinition.Name, errors[0].Code, correlation);
            else
                LogFault(context.FunctionDefinition.Name, errors[0].Code, fault.GetType().Name, fault.StackTrace ?? "", correlation);
        }

        if (errors is null)
            return;
        activity?.SetTag("hub.code", errors[0].Code);
        HubMeter.Refused(errors[0].Code, context.FunctionDefinition.Name);
        if (context.GetInvocationResult().Value is not RefusedResult refused || !ReferenceEquals(refused.Errors, errors))
            context.GetInvocationResult().Value = new RefusedResult(errors);
        await AuditAsync(caller, errors, context.FunctionDefinition.Name, correlation, context.CancellationToken);
    }

    private async Task<(Caller? Caller, IReadOnlyList<HubError>? Errors)> AdmitAsync(FunctionContext context, HttpContext http)
    {
        if (AddressRules.Check(http.Request) is { } address)
            return (null, [address]);
        if (IsPublic(context.FunctionDefinition.Name))
            return (null, null);
        if (
            context.FunctionDefinition.Name == WallFunction
            && PageCookies.WallPassOf(http.Request) is var (board, pass)
            && walls.Check(pass, board) is { } screen
        )
        {
            http.Items[typeof(Caller)] = screen;
            return (screen, null);
        }

        switch (await tokens.CheckAsync(PageCookies.AuthorizationOf(http.Request), context.CancellationToken))
        {
            case AccessDecision.Allowed allowed:
                http.Items[typeof(Caller)] = allowed.Caller;
                return (allowed.Caller, OverQuota(context.FunctionDefinition.Name, allowed.Caller));
            case AccessDecision.Refused refused:
                return (null, [refused.Error]);
            default:
                throw new InvalidOperationException("An access decision of no known kind.");
        }
    }

    /// <summary>Asked before the body is read: what is refused here costs the hub no more than its audit row.</summary>
    private IReadOnlyList<HubError>? OverQuota(string function, Caller caller) =>
        CountedFunctions.UseOf(function) is { } use && quotas.Take(caller, use) is { } wait
            ? [ErrorCatalogue.QuotaSpent.ToHubError() with { RetryAfter = wait }]
            : null;

    private async Task AuditAsync(
        Caller? caller,
        IReadOnlyList<HubError> errors,
        string function,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var entry = new AuditEntry(
                "refused",
                caller?.Organisation,
                caller?.Role.Name(),
                caller?.Subject,
                caller?.Purpose,
                null,
                errors[0].Code,
                correlation,
                function
            );
            await audit.WriteAsync(entry, cancellationToken);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            // Nothing was given out and nothing was stored, so the refusal stands even if its audit row cannot be.
            LogUnaudited(errors[0].Code, correlation);
        }
    }

    private static HubError KindOf(Exception fault) =>
        fault switch
        {
            // It is an IOException too, so it comes first.
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ErrorCatalogue.BodyTooLarge,
            BadHttpRequestException => ErrorCatalogue.BodyInvalid,
            _ when Outage.Is(fault) => ErrorCatalogue.StoreUnavailable,
            _ => ErrorCatalogue.Unexpected,
        };

    // An exception's message may hold input, so only its type and stack go to the log.
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "{Function} failed with {Code}: {Fault} {Stack} ({Correlation}).")]
    private partial void LogFault(string function, string code, string fault, string stack, string correlation);

    // The client's fault: a line, so that whoever sends many broken or slow bodies cannot fill the log with stacks.
    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "{Function} was sent a broken request: {Code} ({Correlation}).")]
    private partial void LogBrokenRequest(string function, string code, string correlation);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "A refusal with {Code} could not be audited ({Correlation}).")]
    private partial void LogUnaudited(string code, string correlation);
}
