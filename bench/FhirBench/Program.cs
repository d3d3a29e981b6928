using FhirBench;

// The speed of the FHIR reader and writer against a bare scan of the same bytes, in one run, medians of processor time.
//
//   dotnet run -c Release --project bench/FhirBench -- <folder of bundles, indented>
//   ... -- --first <file>    the time of the first read in this process, with what the runtime compiled meanwhile
if (args is ["--first", var file])
{
    var json = File.ReadAllBytes(file);
    FirstRead.Run(json);
    return 0;
}
if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: FhirBench <folder of FHIR bundles as JSON>, such as ../shared/samples/synthea");
    return 2;
}

var bundles = Directory.GetFiles(args[0], "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
Console.WriteLine("bundles             bytes   operation                    MB/s   x scan   bytes allocated/byte");

Measure("as shipped", bundles);
Measure("GP-sized, minified", [.. bundles.Take(8).SelectMany(Samples.GpSized).Take(64)]);
FirstRead.Print(args[0]);
return 0;

static void Measure(string name, List<byte[]> bundles)
{
    var total = bundles.Sum(bundle => bundle.Length);
    var resources = bundles.ConvertAll(Samples.Read);
    var operations = new (string Name, Action Run)[]
    {
        ("Utf8JsonReader, bare scan", () => bundles.ForEach(Samples.Scan)),
        ("JsonDocument.Parse", () => bundles.ForEach(Samples.Parse)),
        ("read, no checks", () => bundles.ForEach(json => Samples.ReadUnchecked(json))),
        ("read, all checks", () => bundles.ForEach(json => Samples.Read(json))),
        ("read + map to entries", () => bundles.ForEach(Samples.ReadAndMap)),
        ("gate, with ranges", () => bundles.ForEach(json => Samples.Gate(json))),
        ("gate + read", () => bundles.ForEach(json => Samples.GateAndRead(json))),
        ("gate + read + map", () => bundles.ForEach(Samples.GateReadAndMap)),
        ("write", () => resources.ForEach(Samples.Write)),
    };
    var timings = Timing.SideBySide([.. operations.Select(operation => operation.Run)]);
    foreach (var (operation, timing) in operations.Zip(timings))
        Console.WriteLine(
            $"{name, -18} {total / bundles.Count, 7}   {operation.Name, -26} {total / timing.Seconds / 1e6, 6:F0}   {timing.ToFirst, 6:F2}   {timing.Allocated / (double)total, 6:F2}"
        );
}
