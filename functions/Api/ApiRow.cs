namespace IntegrationHub.Functions.Api;

/// <summary>What partners are told of one function besides its method and address, which are those of its trigger.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="Words">What it does, in a line.</param>
internal sealed record ApiRow(string Function, string Group, string Words)
{
    /// <summary>Media types that it takes; empty where it takes no body.</summary>
    public IReadOnlyList<string> Takes { get; init; } = [];

    /// <summary>Its answers when all is well.</summary>
    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];

    /// <summary>Parameters of the query, with what each means.</summary>
    public IReadOnlyList<(string Name, string Words)> Query { get; init; } = [];

    /// <summary>Headers that mean something here.</summary>
    public IReadOnlyList<(string Name, string Words)> Headers { get; init; } = [];
}

/// <param name="MediaTypes">Empty for an answer without a body.</param>
internal sealed record ApiAnswer(int Status, params IReadOnlyList<string> MediaTypes);
