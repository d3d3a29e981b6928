using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>
/// How the page after a form knows what was done: by a cookie of that page alone, which it takes away when it shows it. So loading the page
/// again does nothing again and shows no secret a second time, and no address says anything.
/// </summary>
internal static class SubscriptionReceipt
{
    private const string Name = "hub-receipt";

    internal static void Give(HttpContext http, string subscription, string receipt) =>
        http.Response.Cookies.Append(Name, receipt, PageCookies.Options(http.Request, DeskReceipts.Lifetime, PathOf(subscription)));

    internal static string? Of(HttpRequest request) => request.Cookies[Name];

    internal static void TakeAway(HttpContext http, string subscription)
    {
        if (Of(http.Request) is not null)
            http.Response.Cookies.Delete(Name, PageCookies.Options(http.Request, null, PathOf(subscription)));
    }

    internal static string PathOf(string subscription) => $"/subscriptions/{subscription}";
}
