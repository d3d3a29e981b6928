using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace FhirBench;

/// <summary>The first read in fresh processes: what a serverless function pays at each cold start.</summary>
internal static class FirstRead
{
    private const int Processes = 7;

    /// <summary>Reads once and prints: milliseconds, milliseconds of processor time, methods compiled, milliseconds spent compiling.</summary>
    public static void Run(byte[] json)
    {
        var (methods, compiling, processor) = (
            JitInfo.GetCompiledMethodCount(),
            JitInfo.GetCompilationTime(),
            Environment.CpuUsage.TotalTime
        );
        var start = Stopwatch.GetTimestamp();
        Samples.Read(json);
        var elapsed = Stopwatch.GetElapsedTime(start);
        FormattableString line =
            $"{elapsed.TotalMilliseconds:F1} {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F1} {JitInfo.GetCompiledMethodCount() - methods} {(JitInfo.GetCompilationTime() - compiling).TotalMilliseconds:F1}";
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    public static void Print(string folder)
    {
        var file = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).OrderBy(name => new FileInfo(name).Length).First();
        var runs = Enumerable.Range(0, Processes).Select(_ => Measure(file)).ToArray();
        Console.WriteLine(
            $"first read in a fresh process, {new FileInfo(file).Length} bytes: {Median(0):F0} ms, {Median(1):F0} ms of processor time (medians of {Processes})"
        );

        double Median(int column) => runs.Select(run => run[column]).Order().ElementAt(Processes / 2);
    }

    private static double[] Measure(string file)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FirstRead).Assembly.Location);
        start.ArgumentList.Add("--first");
        start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return [.. line!.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }
}
