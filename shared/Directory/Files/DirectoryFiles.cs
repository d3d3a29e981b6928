using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>A file as read: its name for faults, and its content unless its shape is wrong.</summary>
internal sealed record Read<T>(string File, T? Content)
    where T : class;

/// <summary>Every file of a directory folder, read as far as their shapes allow.</summary>
internal sealed class DirectoryFiles
{
    private const int MaxBytes = 1 << 20;
    private readonly IncrementalHash contents = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string folder;
    private readonly ICollection<DirectoryFault> faults;

    public DirectoryFiles(string folder, ICollection<DirectoryFault> faults)
    {
        this.folder = folder;
        this.faults = faults;
        Ics = Read("ics.json", FileShapes.Default.IcsFile);
        Neighbourhoods = Read("neighbourhoods.json", FileShapes.Default.NeighbourhoodsFile);
        Organisations = Read("organisations.json", FileShapes.Default.OrganisationsFile);
        DischargeHubs = Read("discharge-hubs.json", FileShapes.Default.DischargeHubsFile);
        GuardRails = Read("guard-rails.json", FileShapes.Default.GuardRailsFile);
        Senders = Read("senders.json", FileShapes.Default.SendersFile);
        Messaging = Read("messaging.json", FileShapes.Default.MessagingFile);
        Reading = Read("reading.json", FileShapes.Default.ReadingFile);
        Sensitive = Read("sensitive.json", FileShapes.Default.SensitiveFile);
        LocalCodes = Read("local-codes.json", FileShapes.Default.LocalCodesFile);
        BankHolidays = Read("bank-holidays.json", FileShapes.Default.BankHolidaysFile);
        Places = [.. JsonFilesIn("places").Select(file => Read(file, FileShapes.Default.PlaceFile))];
        Rules = [.. JsonFilesIn("rules").Select(file => Read(file, FileShapes.Default.RulesFile))];
        FaultUnreadFiles();
        Stamp = Base32.Encode(contents.GetHashAndReset());
        contents.Dispose();
    }

    /// <summary>The same for the same files.</summary>
    public string Stamp { get; }

    public Read<IcsFile> Ics { get; }
    public Read<NeighbourhoodsFile> Neighbourhoods { get; }
    public Read<OrganisationsFile> Organisations { get; }
    public Read<DischargeHubsFile> DischargeHubs { get; }
    public Read<GuardRailsFile> GuardRails { get; }
    public Read<SendersFile> Senders { get; }
    public Read<MessagingFile> Messaging { get; }
    public Read<ReadingFile> Reading { get; }
    public Read<SensitiveFile> Sensitive { get; }
    public Read<LocalCodesFile> LocalCodes { get; }
    public Read<BankHolidaysFile> BankHolidays { get; }
    public IReadOnlyList<Read<PlaceFile>> Places { get; }
    public IReadOnlyList<Read<RulesFile>> Rules { get; }

    private Read<T> Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        if (Bytes(file) is not { } bytes)
            return new(file, null);
        try
        {
            if (!HoldsNull(bytes))
                return new(file, JsonSerializer.Deserialize(bytes, type));
        }
        catch (JsonException)
        {
            // The serialiser names the first fault only. The files are good nearly always, so the closer look is taken only now.
        }

        FaultShape(file, bytes, type);
        return new(file, null);
    }

    /// <summary>The serialiser lets null stand in lists. Here it stands nowhere: what is not said is left out.</summary>
    private static bool HoldsNull(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
                return true;
        }

        return false;
    }

    private void FaultShape(string file, byte[] bytes, JsonTypeInfo type)
    {
        var found = faults.Count;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = type.Options.MaxDepth });
            new ShapeCheck(file, faults).Check(document.RootElement, type, "$");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a property name with a lone surrogate.
            faults.Add(new(file, "$", DirectoryRule.NotJson));
        }

        // What the serialiser refused although its shape is right has text that is none: a lone surrogate behind an escape.
        if (faults.Count == found)
            faults.Add(new(file, "$", DirectoryRule.NotJson));
    }

    private byte[]? Bytes(string file)
    {
        var path = new FileInfo(Path.Combine(folder, file));
        if (!path.Exists)
        {
            faults.Add(new(file, "$", DirectoryRule.FileMissing));
            return null;
        }

        try
        {
            if (path.Length <= MaxBytes && File.ReadAllBytes(path.FullName) is var bytes && Utf8.IsValid(bytes))
            {
                contents.AppendData(Encoding.UTF8.GetBytes(file));
                contents.AppendData(SHA256.HashData(bytes));
                return bytes;
            }

            faults.Add(new(file, "$", DirectoryRule.NotJson));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(file, "$", DirectoryRule.FileMissing));
        }

        return null;
    }

    private IEnumerable<string> JsonFilesIn(string subfolder) =>
        AllFiles()
            .Where(file => file.StartsWith(subfolder + "/", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal));

    /// <summary>A misnamed file would be a rule that nobody applies, so it is a fault. Notes for people (.md) are welcome.</summary>
    private void FaultUnreadFiles()
    {
        string[] single =
        [
            "ics.json",
            "neighbourhoods.json",
            "organisations.json",
            "discharge-hubs.json",
            "guard-rails.json",
            "senders.json",
            "messaging.json",
            "reading.json",
            "sensitive.json",
            "local-codes.json",
            "bank-holidays.json",
        ];
        foreach (var file in AllFiles())
        {
            var known =
                single.Contains(file, StringComparer.Ordinal)
                || file.EndsWith(".md", StringComparison.Ordinal)
                || (file.StartsWith("places/", StringComparison.Ordinal) || file.StartsWith("rules/", StringComparison.Ordinal))
                    && file.EndsWith(".json", StringComparison.Ordinal)
                    && file.Count(c => c == '/') == 1;
            if (!known)
                faults.Add(new(file, "$", DirectoryRule.UnreadFile));
        }
    }

    private IEnumerable<string> AllFiles() =>
        System.IO.Directory.Exists(folder)
            ? System
                .IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
            : [];
}
