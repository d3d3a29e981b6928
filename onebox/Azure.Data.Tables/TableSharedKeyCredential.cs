using System.Security.Cryptography;

namespace Azure.Data.Tables;

/// <summary>An account's name and key, with which requests are signed.</summary>
public class TableSharedKeyCredential
{
    private byte[] _key = [];

    /// <summary>Keeps the decoded key.</summary>
    /// <param name="accountName">The account.</param>
    /// <param name="accountKey">One of its two keys, base64.</param>
    /// <exception cref="ArgumentNullException">Either is null.</exception>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        AccountName = accountName;
        SetAccountKey(accountKey);
    }

    /// <summary>The account.</summary>
    public string AccountName { get; }

    /// <summary>Takes another key (rotation); requests sent from now on are signed with it.</summary>
    public void SetAccountKey(string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountKey);
        Volatile.Write(ref _key, Convert.FromBase64String(accountKey));
    }

    internal void Sign(ReadOnlySpan<byte> message, Span<byte> signature) =>
        HMACSHA256.HashData(Volatile.Read(ref _key), message, signature);
}
