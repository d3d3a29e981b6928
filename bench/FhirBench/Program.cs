using FhirBench;

// The speed of the FHIR reader and writer against a bare scan of the same bytes, in one run, medians.
//
//   dotnet run -c Release --project bench/FhirBench -- <folder of bundles, indented> [--best]
//   ... -- --first <file>    the time of the first read in this process, with what the runtime compiled meanwhile
if (args is ["--first", var file])
{
    var json = File.ReadAllBytes(file);
    FirstRead.Run(json);
    return 0;
}
Timing.TakesBest = args.Contains("--best");
if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: FhirBench <folder of FHIR bundles as JSON>, such as ../shared/samples/synthea");
    return 2;
}

var bundles = Directory.GetFiles(args[0], "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
Console.WriteLine(Timing.TakesBest ? "best rounds" : "medians");
Console.WriteLine("bundles             bytes   operation                    MB/s   x scan   bytes allocated/byte");

// A handful at a time: a round shorter than the scheduler's slice can be free of others' work.
if (Timing.TakesBest)
    bundles = [.. bundles.Take(2)];
Measure("as shipped", bundles);
Measure("GP-sized, minified", [.. bundles.Take(8).SelectMany(Samples.GpSized).Take(64)]);
FirstRead.Print(args[0]);
return 0;

static void Measure(string name, List<byte[]> bundles)
{
    var total = bundles.Sum(bundle => bundle.Length);
    var resources = bundles.ConvertAll(Samples.Read);
    var scan = Timing.Median(bundles, Samples.Scan);
    Report("Utf8JsonReader, bare scan", scan);
    Report("JsonDocument.Parse", Timing.Median(bundles, Samples.Parse));
    Report("read, no checks", Timing.Median(bundles, json => Samples.ReadUnchecked(json)));
    Report("read, all checks", Timing.Median(bundles, json => Samples.Read(json)));
    Report("write", Timing.Median(resources, Samples.Write));

    void Report(string operation, Timing timing) =>
        Console.WriteLine(
            $"{name, -18} {total / bundles.Count, 7}   {operation, -26} {total / timing.Seconds / 1e6, 6:F0}   {timing.Seconds / scan.Seconds, 6:F2}   {timing.Allocated / (double)total, 6:F2}"
        );
}
