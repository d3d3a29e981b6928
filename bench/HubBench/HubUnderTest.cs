using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Token;

namespace IntegrationHub.Bench;

/// <summary>A hub in a process of its own, as a user starts it, on a data folder that is deleted afterwards.</summary>
internal sealed class HubUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly bool ownsFolder;
    private string? token;

    private HubUnderTest(Process process, DataFolder data, bool ownsFolder, Uri address)
    {
        this.process = process;
        this.ownsFolder = ownsFolder;
        Data = data;
        Address = address;
    }

    public Uri Address { get; }

    public int ProcessId => process.Id;

    /// <summary>Of all its threads, since it started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public DataFolder Data { get; }

    /// <summary>How long from the start of the process to the first request that it answered.</summary>
    public TimeSpan FirstAnswer { get; private init; }

    /// <param name="data">A folder to keep; null for a new one that is deleted with the hub.</param>
    /// <param name="directory">Folder of the directory's files; null for the demonstration's.</param>
    public static async Task<HubUnderTest> StartAsync(CancellationToken cancellation, DataFolder? data = null, string? directory = null)
    {
        var folder = data ?? NewFolder();
        var port = FreePort();
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var process = Process.Start(StartInfo(folder, port, directory)) ?? throw new InvalidOperationException("dotnet did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The hub ended with code {process.ExitCode} instead of starting.");
            if (await AnswersAsync(http, cancellation))
                return new HubUnderTest(process, folder, data is null, address) { FirstAnswer = time.GetElapsedTime(started) };
            await Task.Delay(Between, time, cancellation);
        }
    }

    /// <summary>Of a practice's system.</summary>
    public string Token => token ??= PracticeToken(Data);

    public static string PracticeToken(DataFolder data)
    {
        using var tokens = LocalTokens.Open(data, TimeProvider.System);
        return tokens.Issue(TokenRequest.Of("X90001", "gp-system"));
    }

    public static DataFolder NewFolder() => DataFolder.At(System.IO.Directory.CreateTempSubdirectory("hub-bench-").FullName);

    /// <summary>As a power cut does.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        if (!process.HasExited)
            HubProcess.Of(process).AskToStop();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
        if (ownsFolder)
            System.IO.Directory.Delete(Data.Path, recursive: true);
    }

    private static ProcessStartInfo StartInfo(DataFolder data, int port, string? directory)
    {
        var hub = Path.Combine(AppContext.BaseDirectory, "hub.dll");
        var dotnet = Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";
        return new ProcessStartInfo(
            dotnet,
            [
                hub,
                "up",
                "--no-demo",
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--data",
                data.Path,
                .. directory is null ? (string[])[] : ["--directory", directory],
            ]
        )
        {
            RedirectStandardOutput = true,
        };
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException)
        {
            // Not listening yet. Until then a connection may even meet itself, where its own port is the one it asks for.
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
