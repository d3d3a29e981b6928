using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Testing;

/// <summary>Something outside the build that a test can use when it is there. <c>Assert.SkipUnless(it.IsAvailable, it.Reason)</c>.</summary>
public sealed class Availability<T>
    where T : class
{
    private Availability(T? value, string? reason)
    {
        Value = value;
        Reason = reason ?? "";
    }

    /// <summary>Whether <see cref="Value"/> is there.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsAvailable => Value is not null;

    /// <summary>What was asked for, or null.</summary>
    public T? Value { get; }

    /// <summary>One line saying what is missing; empty when nothing is.</summary>
    public string Reason { get; }

    internal static Availability<T> Of(T value) => new(value, null);

    internal static Availability<T> Missing(string reason) => new(null, reason);
}
