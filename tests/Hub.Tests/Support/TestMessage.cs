using System.Security.Cryptography;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Support;

/// <summary>Who sends: an organisation of the demonstration directory, and a role.</summary>
public sealed record TestSender(string Organisation, string Role)
{
    public static readonly TestSender Practice = new("X90001", "gp-system");
    public static readonly TestSender OtherPractice = new("X90002", "gp-system");
    public static readonly TestSender Trust = new("RX1", "trust-system");
    public static readonly TestSender Clinician = new("X90001", "clinician");
    public static readonly TestSender Council = new("C90001", "council-system");
    public static readonly TestSender Coordinator = new("RX1", "discharge-coordinator");
}

/// <summary>A message about one person, ready to be sent any number of times.</summary>
/// <param name="Entries">How many entries it brings into the record.</param>
/// <param name="Alerts">How many discharge alerts it raises, sent alone.</param>
public sealed record TestMessage(TestPerson Person, TestSender From, string Path, string ContentType, byte[] Body, int Entries, int Alerts)
{
    /// <summary>As the hub stores it with the commit.</summary>
    public string ContentHash { get; } = Base32.Encode(SHA256.HashData(Body));

    /// <summary>Whether it says something of a hospital stay.</summary>
    public bool TellsOfStays { get; init; }

    public override string ToString() => $"{ContentType}, {Entries} entries";
}
