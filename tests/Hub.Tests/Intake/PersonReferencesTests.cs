using System.Reflection;
using Hl7.Fhir.Model;
using IntegrationHub.Intake;

namespace IntegrationHub.Tests.Intake;

public sealed class PersonReferencesTests
{
    public static TheoryData<string> Types => [.. ModelInfo.SupportedResources.Where(type => type != nameof(Appointment))];

    /// <summary>The elements by the names that the specification gives them, and no others.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Of_every_type_of_resource_the_elements_that_mean_the_subject_are_looked_at(string type)
    {
        var resource = (Resource)Activator.CreateInstance(ModelInfo.GetTypeForFhirType(type)!)!;
        foreach (var property in resource.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
            Fill(resource, property);

        var named = resource
            .NamedChildren.Where(child => child.ElementName is "subject" or "patient" or "for" or "beneficiary" or "individual")
            .Select(child => child.Value)
            .OfType<ResourceReference>()
            .Select(reference => reference.Reference);
        Assert.Equal(named.Order(), PersonReferences.Of(resource).Select(reference => reference.Reference).Order());
    }

    private static void Fill(Resource resource, PropertyInfo property)
    {
        ResourceReference To(string id) => new($"Patient/{property.Name}-{id}");
        if (property.PropertyType.IsAssignableFrom(typeof(ResourceReference)))
            property.SetValue(resource, To("1"));
        else if (property.PropertyType == typeof(List<ResourceReference>))
            property.SetValue(resource, new List<ResourceReference> { To("1"), To("2") });
    }
}
