using IntegrationHub.Identifiers;

namespace IntegrationHub.Fhir;

/// <summary>What a message may hold that R4 allows and the hub does not take as it is: each worth a walk to find out where.</summary>
[Flags]
public enum Suspicions
{
    None = 0,

    /// <summary>A text that has second 60 where a time has its seconds.</summary>
    LeapSecond = 1,

    /// <summary>A <c>system</c> that means the NHS number or an ODS code and is written in another way.</summary>
    SystemDrift = 2,

    /// <summary>White space in what should be base64.</summary>
    WrappedBase64 = 4,

    /// <summary>A <c>modifierExtension</c>.</summary>
    ModifierExtension = 8,
}

/// <summary>
/// Gathers <see cref="Suspicions"/> token by token. It may suspect in vain and overlooks nothing, given names and texts in which no
/// escape hides a letter, a digit or a sign.
/// </summary>
internal struct SuspicionFinder
{
    private Property property;

    private enum Property : byte
    {
        Other,
        System,
        Base64,
    }

    public Suspicions Found { get; private set; }

    public void LookAtName(ReadOnlySpan<byte> name)
    {
        property = Property.Other;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("data"u8) || name.SequenceEqual("hash"u8):
            case 5 when name.SequenceEqual("query"u8):
            case 11 when name.SequenceEqual("carrierAIDC"u8):
            case > 11 when name.EndsWith("Base64Binary"u8):
                property = Property.Base64;
                break;
            case 6 when name.SequenceEqual("system"u8):
                property = Property.System;
                break;
            case 17 when name.SequenceEqual("modifierExtension"u8):
                Found |= Suspicions.ModifierExtension;
                break;
        }
    }

    public void LookAtText(ReadOnlySpan<byte> text)
    {
        const int InTime = 5;
        const int InDateTime = 16;
        if (HasSecond60(text, InTime) || HasSecond60(text, InDateTime))
            Found |= Suspicions.LeapSecond;
        switch (property)
        {
            case Property.System when IdentifierSystems.MayDrift(text):
                Found |= Suspicions.SystemDrift;
                break;
            // A line break can only be an escape, and any escape will do for a suspicion.
            case Property.Base64 when text.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || text.Contains((byte)'\\'):
                Found |= Suspicions.WrappedBase64;
                break;
        }
    }

    private static bool HasSecond60(ReadOnlySpan<byte> text, int at) =>
        text.Length >= at + 3 && text[at] == ':' && text[at + 1] == '6' && text[at + 2] == '0';
}
