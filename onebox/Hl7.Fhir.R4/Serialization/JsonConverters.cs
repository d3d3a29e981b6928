using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Hl7.Fhir.Serialization
{
    /// <summary>Lets System.Text.Json read and write FHIR types. Reading throws DeserializationFailedException.</summary>
    public class FhirJsonConverterFactory(FhirJsonPocoSerializerSettings serializer, FhirJsonPocoDeserializerSettings deserializer)
        : JsonConverterFactory
    {
        /// <inheritdoc/>
        public override bool CanConvert(Type typeToConvert) => typeof(Base).IsAssignableFrom(typeToConvert);

        /// <inheritdoc/>
        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)
                Activator.CreateInstance(
                    typeof(FhirJsonConverter<>).MakeGenericType(typeToConvert),
                    new FhirJsonPocoSerializer(serializer),
                    new FhirJsonPocoDeserializer(deserializer)
                )!;
    }

    /// <summary>Reads and writes one FHIR type.</summary>
    public class FhirJsonConverter<F>(BaseFhirJsonPocoSerializer serializer, BaseFhirJsonPocoDeserializer deserializer) : JsonConverter<F>
        where F : Base
    {
        /// <inheritdoc/>
        public override bool CanConvert(Type objectType) => typeof(F) == objectType;

        /// <inheritdoc/>
        public override F Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (!typeof(Resource).IsAssignableFrom(typeToConvert))
                return (F)deserializer.DeserializeObject(typeToConvert, ref reader);
            var resource = deserializer.DeserializeResource(ref reader);
            return resource as F ?? throw new JsonException($"The text holds a {resource.TypeName}, not a {typeToConvert.Name}.");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, F value, JsonSerializerOptions options) => serializer.Serialize(value, writer);
    }
}

namespace System.Text.Json
{
    /// <summary>Sets System.Text.Json up for FHIR.</summary>
    public static class JsonSerializerOptionsExtensions
    {
        /// <summary>For this model, with every check.</summary>
        public static JsonSerializerOptions ForFhir(this JsonSerializerOptions options, ModelInspector inspector) =>
            options.ForFhir(inspector, new FhirJsonPocoSerializerSettings(), new FhirJsonPocoDeserializerSettings());

        /// <summary>For this model, reading with these settings.</summary>
        public static JsonSerializerOptions ForFhir(
            this JsonSerializerOptions options,
            ModelInspector inspector,
            FhirJsonPocoDeserializerSettings deserializerSettings
        ) => options.ForFhir(inspector, new FhirJsonPocoSerializerSettings(), deserializerSettings);

        /// <summary>For this model, writing with these settings.</summary>
        public static JsonSerializerOptions ForFhir(
            this JsonSerializerOptions options,
            ModelInspector inspector,
            FhirJsonPocoSerializerSettings serializerSettings
        ) => options.ForFhir(inspector, serializerSettings, new FhirJsonPocoDeserializerSettings());

        /// <summary>For this model, with these settings.</summary>
        public static JsonSerializerOptions ForFhir(
            this JsonSerializerOptions options,
            ModelInspector inspector,
            FhirJsonPocoSerializerSettings serializerSettings,
            FhirJsonPocoDeserializerSettings deserializerSettings
        )
        {
            ArgumentNullException.ThrowIfNull(options);
            ArgumentNullException.ThrowIfNull(inspector);
            options.Converters.Add(new FhirJsonConverterFactory(serializerSettings, deserializerSettings));
            options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            return options;
        }

        /// <summary>For the model in this assembly, with every check.</summary>
        public static JsonSerializerOptions ForFhir(this JsonSerializerOptions options, Assembly modelAssembly) =>
            options.ForFhir(ModelInspector.ForAssembly(modelAssembly));

        /// <summary>For the model in this assembly, reading with these settings.</summary>
        public static JsonSerializerOptions ForFhir(
            this JsonSerializerOptions options,
            Assembly modelAssembly,
            FhirJsonPocoDeserializerSettings deserializerSettings
        ) => options.ForFhir(ModelInspector.ForAssembly(modelAssembly), deserializerSettings);

        /// <summary>Indented.</summary>
        public static JsonSerializerOptions Pretty(this JsonSerializerOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            options.WriteIndented = true;
            return options;
        }

        /// <summary>On one line.</summary>
        public static JsonSerializerOptions Compact(this JsonSerializerOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            options.WriteIndented = false;
            return options;
        }
    }
}
