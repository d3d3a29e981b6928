using IntegrationHub.Cli.Terminal;

namespace IntegrationHub.Cli.Tests;

public sealed class CountedWorkTests
{
    [Fact]
    public async Task Without_a_terminal_every_tenth_is_one_line()
    {
        using var output = new StringWriter();

        await CountedWork.ShowAsync("Sending", 25, output, step => Task.WhenAll(Enumerable.Range(0, 25).Select(_ => Task.Run(step))));

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(10, lines.Length);
        Assert.Equal("Sending: 25 of 25", lines[^1]);
    }
}
