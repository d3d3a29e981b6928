using Hl7.Fhir.R4.Generator;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Generator <folder with model.txt, codes.txt and extensions.txt> <folder for the generated source>");
    return 2;
}

var facts = FactTables.Read(args[0]);
Directory.CreateDirectory(args[1]);
var ids = new TypeNumbers(facts);
Write("Types.g.cs", new ClassWriter(facts, ids).DataTypes());
foreach (var half in Enumerable.Range(0, 4))
    Write($"Resources{half}.g.cs", new ClassWriter(facts, ids).Resources(half, 4));
Write("Enumerations.g.cs", EnumWriter.SharedEnumerations(facts));
Write("TypeTable.g.cs", TableWriter.Types(facts, ids));
Write("CodeTable.g.cs", TableWriter.Codes(facts));
Write("Slots.g.cs", TableWriter.Slots(facts));
Write("ExtensionTable.g.cs", TableWriter.Extensions(facts));
return 0;

// A file whose text has not changed keeps its time, so that nothing is compiled again for it.
void Write(string name, string text)
{
    var path = Path.Combine(args[1], name);
    if (!File.Exists(path) || File.ReadAllText(path) != text)
        File.WriteAllText(path, text);
}
