namespace IntegrationHub.CareRecord;

/// <summary>
/// A reference that the message itself could not name. The record may: another message of the same sender may have told of the
/// resource, before or after.
/// </summary>
/// <param name="Role">What it is to the entry: <c>by</c>, <c>at</c>, <c>reason</c>, or <see cref="Itself"/>.</param>
/// <param name="Address"><c>Practitioner/123</c>: type and the sender's own id.</param>
public sealed record PendingReference(string Role, string Address)
{
    /// <summary>The role of the very thing that an entry is about, a medicine or a device: its name takes the place of <see cref="NotNamed"/>.</summary>
    public const string Itself = "itself";

    /// <summary>Stands in a display until the thing is known.</summary>
    public const string NotNamed = "Not named in its message";

    /// <summary>Null for what is no address of type and id: an url of elsewhere, a uuid, a search.</summary>
    public static PendingReference? Of(string? reference, string role)
    {
        if (reference is null || reference.AsSpan().ContainsAny(" ;|#?"))
            return null;
        var version = reference.IndexOf("/_history/", StringComparison.Ordinal);
        var address = version < 0 ? reference : reference[..version];
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < address.Length - 1 && address.IndexOf('/', slash + 1) < 0 && char.IsAsciiLetterUpper(address[0])
            ? new PendingReference(role, address)
            : null;
    }

    public string Type => Address[..Address.IndexOf('/', StringComparison.Ordinal)];

    public string SourceId => Address[(Address.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>As stored: "by Practitioner/1;at Location/2".</summary>
    internal static string Write(IReadOnlyList<PendingReference> pending) =>
        string.Join(';', pending.Select(one => $"{one.Role} {one.Address}"));

    internal static IReadOnlyList<PendingReference> Read(string text)
    {
        var all = new List<PendingReference>();
        foreach (var one in text.Split(';'))
        {
            var space = one.LastIndexOf(' ');
            all.Add(new PendingReference(one[..space], one[(space + 1)..]));
        }

        return all;
    }

    public override string ToString() => $"PendingReference {{ Role = {Role} }}";
}
