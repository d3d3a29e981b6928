#nullable disable
namespace Hl7.Fhir.Model;

/// <summary>Everyday work on bundles.</summary>
public static class BundleExtensions
{
    /// <summary>Adds an entry with this resource and returns it.</summary>
    public static Bundle.EntryComponent AddResourceEntry(this Bundle b, Resource r, string fullUrl)
    {
        var entry = new Bundle.EntryComponent { Resource = r, FullUrl = fullUrl };
        b.Entry.Add(entry);
        return entry;
    }

    /// <summary>The resources of the entries that have one, in order.</summary>
    public static IEnumerable<Resource> GetResources(this Bundle bundle) =>
        bundle.Entry.Where(entry => entry.Resource is not null).Select(entry => entry.Resource);

    /// <summary>Whether the entry has a resource.</summary>
    public static bool HasResource(this Bundle.EntryComponent entry) => entry.Resource is not null;
}

public partial class OperationOutcome
{
    /// <summary>With one issue that says this.</summary>
    public static OperationOutcome ForMessage(string message, IssueType code, IssueSeverity severity = IssueSeverity.Error) =>
        new()
        {
            Issue =
            [
                new IssueComponent
                {
                    Severity = severity,
                    Code = code,
                    Diagnostics = message,
                },
            ],
        };

    /// <summary>Whether no issue is an error or fatal.</summary>
    public bool Success => Errors + Fatals == 0;

    /// <summary>How many issues are fatal.</summary>
    public int Fatals => Issue.Count(issue => issue.Severity == IssueSeverity.Fatal);

    /// <summary>How many issues are errors.</summary>
    public int Errors => Issue.Count(issue => issue.Severity == IssueSeverity.Error);

    /// <summary>How many issues are warnings.</summary>
    public int Warnings => Issue.Count(issue => issue.Severity == IssueSeverity.Warning);
}

public partial class Parameters
{
    /// <summary>The first parameter of this name, or null.</summary>
    public ParameterComponent this[string name] => GetSingle(name);

    /// <summary>Adds a parameter with a value or a resource and returns this.</summary>
    public Parameters Add(string name, Base value)
    {
        var parameter = new ParameterComponent { Name = name };
        if (value is Resource resource)
            parameter.Resource = resource;
        else
            parameter.Value = value as DataType ?? throw new ArgumentException("A parameter is a data type or a resource.", nameof(value));
        Parameter.Add(parameter);
        return this;
    }

    /// <summary>Those of this name.</summary>
    public IEnumerable<ParameterComponent> Get(string name) =>
        Parameter.Where(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal));

    /// <summary>The first of this name, or null.</summary>
    public ParameterComponent GetSingle(string name) => Get(name).FirstOrDefault();

    /// <summary>The value of the first of this name when it is of this type, else null.</summary>
    public T GetSingleValue<T>(string name)
        where T : Element => GetSingle(name)?.Value as T;
}
