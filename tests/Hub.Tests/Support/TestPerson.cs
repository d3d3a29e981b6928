using IntegrationHub.Cli.Send;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Support;

/// <summary>Somebody who does not exist: an NHS number of the 999 range, no two the same in one test process.</summary>
public sealed class TestPerson
{
    private static int serials;

    private TestPerson(int serial)
    {
        Serial = serial;
        Number = SyntheticNhsNumber.FromSerial(serial);
    }

    public int Serial { get; }

    public string Number { get; }

    /// <summary>What the senders of the tests call this person.</summary>
    public string PatientId => $"patient-{Serial}";

    public static TestPerson New() => new(Interlocked.Increment(ref serials));

    public RecordId RecordIn(Pseudonyms pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        Assert.True(NhsNumber.TryParse(Number, out var number));
        return pseudonyms.OfPerson(number);
    }
}
