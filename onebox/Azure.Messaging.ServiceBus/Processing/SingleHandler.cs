namespace Azure.Messaging.ServiceBus;

/// <summary>An event that takes one handler, and only while its processor does not run: the official client's rule.</summary>
internal sealed class SingleHandler<TArgs>(string name, Func<bool> isRunning)
{
    private Func<TArgs, Task>? _handler;

    public bool IsSet => _handler is not null;

    public void Add(Func<TArgs, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_handler is not null)
            throw new NotSupportedException($"A handler for {name} has been set already; a processor takes one.");
        ThrowIfRunning();
        _handler = handler;
    }

    public void Remove(Func<TArgs, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_handler != handler)
            throw new ArgumentException($"This handler was not set for {name}.", nameof(handler));
        ThrowIfRunning();
        _handler = null;
    }

    public Task Raise(TArgs args) => _handler?.Invoke(args) ?? Task.CompletedTask;

    public void ThrowIfMissing()
    {
        if (_handler is null)
            throw new InvalidOperationException($"A handler for {name} must be set before the processor starts.");
    }

    private void ThrowIfRunning()
    {
        if (isRunning())
            throw new InvalidOperationException($"The handler for {name} cannot change while the processor runs.");
    }
}
