using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IntegrationHub.Tests.Platform;

/// <summary>Which types and members of other assemblies a compiled assembly uses.</summary>
internal static class OfficialApiUse
{
    /// <param name="isOfficial">Whether an assembly of this name is one that is asked about.</param>
    /// <returns>Namespace, type and member; the member is empty where only the type is named.</returns>
    public static IReadOnlyList<(string Namespace, string Type, string Member)> Of(string path, Func<string, bool> isOfficial)
    {
        using var stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var uses = new List<(string, string, string)>();
        foreach (var handle in reader.TypeReferences)
        {
            if (isOfficial(AssemblyOf(reader, handle)))
                uses.Add((NamespaceOf(reader, handle), TypeWords.Name(reader, handle), ""));
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (TypeOf(reader, member.Parent) is { } type && isOfficial(AssemblyOf(reader, type)))
                uses.Add((NamespaceOf(reader, type), TypeWords.Name(reader, type), Words(reader, member)));
        }

        return uses;
    }

    private static string Words(MetadataReader reader, MemberReference member)
    {
        var words = new TypeWords();
        var name = reader.GetString(member.Name);
        if (member.GetKind() is MemberReferenceKind.Field)
            return $"{member.DecodeFieldSignature(words, null)} {name}";
        var signature = member.DecodeMethodSignature(words, null);
        if (name == ".ctor")
            return $"new({string.Join(", ", signature.ParameterTypes)})";
        if (name.StartsWith("get_", StringComparison.Ordinal) && signature.ParameterTypes.Length == 0)
            return $"{signature.ReturnType} {name[4..]} {{ get; }}";
        if (name.StartsWith("set_", StringComparison.Ordinal) && signature.ParameterTypes.Length == 1)
            return $"{signature.ParameterTypes[0]} {name[4..]} {{ set; }}";
        var generic = signature.GenericParameterCount > 0 ? "<T>" : "";
        return $"{signature.ReturnType} {name}{generic}({string.Join(", ", signature.ParameterTypes)})";
    }

    private static TypeReferenceHandle? TypeOf(MetadataReader reader, EntityHandle parent) =>
        parent.Kind switch
        {
            HandleKind.TypeReference => (TypeReferenceHandle)parent,
            HandleKind.TypeSpecification => GenericOf(reader, (TypeSpecificationHandle)parent),
            _ => null,
        };

    /// <summary>The type of which an instance is made; null for arrays.</summary>
    private static TypeReferenceHandle? GenericOf(MetadataReader reader, TypeSpecificationHandle handle)
    {
        const byte GenericInstance = 0x15;
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadByte() != GenericInstance)
            return null;
        blob.ReadByte();
        var type = blob.ReadTypeHandle();
        return type.Kind is HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }

    private static string AssemblyOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            HandleKind.TypeReference => AssemblyOf(reader, (TypeReferenceHandle)scope),
            _ => "",
        };
    }

    private static string NamespaceOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind is HandleKind.TypeReference
            ? NamespaceOf(reader, (TypeReferenceHandle)type.ResolutionScope)
            : reader.GetString(type.Namespace);
    }
}
