namespace Onebox.Storage.Http;

/// <summary>The address is neither a blob nor a table address: a wrong setting, told at once instead of retried.</summary>
internal sealed class RequestFailedAddressException(string origin)
    : InvalidOperationException(
        $"Embedded storage cannot tell whether '{origin}' is a blob or a table address: use its host name, or the ports in its options."
    );
