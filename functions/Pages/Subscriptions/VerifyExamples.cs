namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Ready to copy: how a receiver checks that a message came from the hub. A test runs what can be run.</summary>
internal static class VerifyExamples
{
    internal static IReadOnlyList<(string Title, string Code)> All { get; } =
    [("Command line", Curl), ("C#", CSharp), ("JavaScript", JavaScript), ("Python", Python)];

    internal const string Curl = """
        # headers.txt and body.json are what came in; WEBHOOK_SECRET is whsec_...
        id=$(sed -n 's/^webhook-id: //Ip' headers.txt | tr -d '\r')
        at=$(sed -n 's/^webhook-timestamp: //Ip' headers.txt | tr -d '\r')
        key=$(printf %s "${WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
        { printf '%s.%s.' "$id" "$at"; cat body.json; } | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | base64
        # One of the signatures v1,... in webhook-signature must be equal to it.
        # The ledger, with your own access token:
        curl -H "Authorization: Bearer $TOKEN" "https://$HUB/deliveries?subscription=$SUBSCRIPTION"
        """;

    internal const string CSharp = """
        static bool IsFromHub(IHeaderDictionary headers, byte[] body, string secret, DateTimeOffset now)
        {
            var (id, at) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
            if (!long.TryParse(at, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
                return false;
            var key = Convert.FromBase64String(secret["whsec_".Length..]);
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
            var hash = HMACSHA256.HashData(key, signed);
            return headers["webhook-signature"].ToString().Split(' ')
                .Where(one => one.StartsWith("v1,"))
                .Any(one => CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(one[3..])));
        }
        """;

    internal const string JavaScript = """
        const crypto = require('crypto');
        function isFromHub(headers, body, secret, now = Date.now()) {
          const id = headers['webhook-id'], at = headers['webhook-timestamp'];
          if (!(Math.abs(now / 1000 - Number(at)) <= 300)) return false;
          const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
          const hash = crypto.createHmac('sha256', key).update(`${id}.${at}.${body}`).digest();
          return headers['webhook-signature'].split(' ').filter(one => one.startsWith('v1,')).some(one => {
            const signature = Buffer.from(one.slice(3), 'base64');
            return signature.length === hash.length && crypto.timingSafeEqual(hash, signature);
          });
        }
        """;

    internal const string Python = """
        import base64, hashlib, hmac, time
        def is_from_hub(headers, body, secret, now=None):
            message_id, at = headers["webhook-id"], headers["webhook-timestamp"]
            if abs((now or time.time()) - int(at)) > 300:
                return False
            key = base64.b64decode(secret.removeprefix("whsec_"))
            digest = hmac.new(key, f"{message_id}.{at}.".encode() + body, hashlib.sha256).digest()
            expected = "v1," + base64.b64encode(digest).decode()
            return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split(" "))
        """;
}
