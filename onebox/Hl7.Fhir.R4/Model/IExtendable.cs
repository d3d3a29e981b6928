#nullable disable
namespace Hl7.Fhir.Model;

/// <summary>Something with extensions.</summary>
public interface IExtendable
{
    /// <summary>Never null.</summary>
    List<Extension> Extension { get; set; }

    /// <summary>Whether there is any, without making an empty list to say so.</summary>
    internal bool HasAnyExtension { get; }
}

/// <summary>Something with extensions that may change its meaning.</summary>
public interface IModifierExtendable : IExtendable
{
    /// <summary>Never null.</summary>
    List<Extension> ModifierExtension { get; set; }
}

/// <summary>Extensions by their url.</summary>
public static class ExtensionExtensions
{
    /// <summary>Those of this url.</summary>
    public static IEnumerable<Extension> GetExtensions(this IExtendable extendable, string uri) =>
        extendable.HasAnyExtension
            ? extendable.Extension.Where(extension => string.Equals(extension.Url, uri, StringComparison.Ordinal))
            : [];

    /// <summary>The first of this url, or null.</summary>
    public static Extension GetExtension(this IExtendable extendable, string uri) => extendable.GetExtensions(uri).FirstOrDefault();

    /// <summary>All of them.</summary>
    public static IEnumerable<Extension> AllExtensions(this IExtendable extendable) =>
        extendable.HasAnyExtension ? extendable.Extension : [];

    /// <summary>The value of the first of this url when it is of this type, else null.</summary>
    public static T GetExtensionValue<T>(this IExtendable extendable, string uri)
        where T : DataType => extendable.GetExtension(uri)?.Value as T;

    /// <summary>The value of a string extension, or null.</summary>
    public static string GetStringExtension(this IExtendable extendable, string uri) =>
        extendable.GetExtensionValue<FhirString>(uri)?.Value;

    /// <summary>The value of a boolean extension, or null.</summary>
    public static bool? GetBoolExtension(this IExtendable extendable, string uri) => extendable.GetExtensionValue<FhirBoolean>(uri)?.Value;

    /// <summary>The value of an integer extension, or null.</summary>
    public static int? GetIntegerExtension(this IExtendable extendable, string uri) => extendable.GetExtensionValue<Integer>(uri)?.Value;

    /// <summary>Whether there is any extension.</summary>
    public static bool HasExtensions(this IExtendable extendable) => extendable.HasAnyExtension;

    /// <summary>Adds one, beside others of the same url.</summary>
    public static Extension AddExtension(this IExtendable extendable, string uri, DataType value, bool isModifier = false)
    {
        var extension = new Extension(uri, value);
        if (isModifier)
            ((IModifierExtendable)extendable).ModifierExtension.Add(extension);
        else
            extendable.Extension.Add(extension);
        return extension;
    }

    /// <summary>Replaces those of this url by one.</summary>
    public static Extension SetExtension(this IExtendable extendable, string uri, DataType value, bool isModifier = false)
    {
        extendable.RemoveExtension(uri);
        return extendable.AddExtension(uri, value, isModifier);
    }

    /// <inheritdoc cref="SetExtension"/>
    public static void SetStringExtension(this IExtendable extendable, string uri, string value) =>
        extendable.SetExtension(uri, new FhirString(value));

    /// <inheritdoc cref="SetExtension"/>
    public static void SetBoolExtension(this IExtendable extendable, string uri, bool value) =>
        extendable.SetExtension(uri, new FhirBoolean(value));

    /// <inheritdoc cref="SetExtension"/>
    public static void SetIntegerExtension(this IExtendable extendable, string uri, int value) =>
        extendable.SetExtension(uri, new Integer(value));

    /// <summary>Removes those of this url, among modifier extensions too.</summary>
    public static void RemoveExtension(this IExtendable extendable, string uri)
    {
        extendable.Extension.RemoveAll(extension => string.Equals(extension.Url, uri, StringComparison.Ordinal));
        if (extendable is IModifierExtendable modifiers)
            modifiers.ModifierExtension.RemoveAll(extension => string.Equals(extension.Url, uri, StringComparison.Ordinal));
    }
}
