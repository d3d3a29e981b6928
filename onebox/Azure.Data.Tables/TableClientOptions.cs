using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Transport, retries, diagnostics and the service version of <see cref="TableClient"/> and <see cref="TableServiceClient"/>.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options with Azure.Core's defaults.</summary>
    /// <param name="serviceVersion">Sent as x-ms-version.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enum's members.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        foreach (var header in new[] { "DataServiceVersion", "Prefer", "Preference-Applied", "x-ms-version" })
            Diagnostics.LoggedHeaderNames.Add(header);
    }

    /// <summary>The versions of the REST protocol that the client speaks.</summary>
    public enum ServiceVersion
    {
#pragma warning disable CA1707 // The official names.
        /// <summary>2019-02-02</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, the first to take Entra ID tokens.</summary>
        V2020_12_06 = 2,
#pragma warning restore CA1707
    }

    internal string VersionString { get; }
}
