namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>What became of one try to send.</summary>
internal abstract record SendOutcome
{
    private SendOutcome() { }

    internal sealed record Delivered(int? Status) : SendOutcome
    {
        /// <inheritdoc cref="Feed.Attempt.NotShown"/>
        public IReadOnlyList<string>? NotShown { get; init; }
    }

    /// <summary>The address says that it is no more: nothing is sent there until somebody registers it again.</summary>
    internal sealed record Gone(int Status) : SendOutcome;

    /// <summary>The access rules have changed, and the subscriber may no longer hear of it.</summary>
    internal sealed record Withheld(string Reason) : SendOutcome;

    /// <param name="Reason">In fixed words.</param>
    /// <param name="RetryAfter">How long the address asked to be left alone.</param>
    internal sealed record Failed(string Reason, int? Status, TimeSpan? RetryAfter) : SendOutcome;
}
