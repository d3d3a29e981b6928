using IntegrationHub.Directory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Directory;

public sealed class DirectoryRegistrationTests
{
    [Fact]
    public void The_directory_is_loaded_from_the_configured_folder()
    {
        using var services = new ServiceCollection().AddHubDirectory(At(DirectoryCopy.Original)).BuildServiceProvider();

        Assert.Equal("fellmoor", services.GetRequiredService<HubDirectory>().CareSystem.Id);
    }

    [Fact]
    public void A_hub_with_a_faulty_directory_does_not_start_and_says_all_that_is_wrong()
    {
        using var copy = new DirectoryCopy();
        copy.Delete("ics.json").Replace("places/southport.json", "ZZ7", "ZZ1");

        var fault = Assert.Throws<DirectoryFaultsException>(() => new ServiceCollection().AddHubDirectory(At(copy.Folder)));

        Assert.Contains("ics.json $ DIR001", fault.Message, StringComparison.Ordinal);
        Assert.Contains("places/southport.json $.usualAddress.outwardCodes[0] DIR029", fault.Message, StringComparison.Ordinal);
    }

    private static IConfiguration At(string folder) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(DirectoryRegistration.PathSetting, folder)]).Build();
}
