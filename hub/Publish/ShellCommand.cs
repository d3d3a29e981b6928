namespace IntegrationHub.Cli.Publish;

/// <summary>A program with its arguments: run as it is, or printed so that it can be copied into a shell.</summary>
internal sealed record ShellCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public override string ToString() => string.Join(' ', Arguments.Select(Quoted).Prepend(Program));

    /// <summary>As a shell takes it for one word.</summary>
    public static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
