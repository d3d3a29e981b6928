namespace IntegrationHub.Cli.Demonstration;

/// <summary>UUIDs that come out the same for the same seed.</summary>
internal static class SyntheticId
{
    public static string Next(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        // RFC 9562: version 4, variant 10.
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
