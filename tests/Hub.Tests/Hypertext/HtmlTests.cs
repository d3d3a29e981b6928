using System.Xml.Linq;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Tests.Hypertext;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' autofocus onfocus='alert(1)")]
    [InlineData("</p><img src=x onerror=alert(1)>")]
    [InlineData("&lt;b&gt;")]
    [InlineData("a & b; \u0000 \u0001 \u007f \ud800 ]]>")]
    [InlineData("Zoë Ångström, 王秀英 \u202Etxt")]
    public void What_goes_into_a_hole_stays_text(string hostile)
    {
        var html = Html.Of($"<p title=\"{hostile}\">{hostile}</p>").ToString();
        var read = XElement.Parse(html);

        Assert.Empty(read.Elements());
        Assert.Equal("title", Assert.Single(read.Attributes()).Name);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        // Only what XML cannot hold is replaced, and shown as replaced.
        Assert.Equal(hostile.Length, read.Value.Length);
        for (var i = 0; i < hostile.Length; i++)
            Assert.True(
                read.Value[i] == hostile[i] || read.Value[i] == '\uFFFD' && (char.IsControl(hostile[i]) || char.IsSurrogate(hostile[i]))
            );
    }

    [Fact]
    public void Pieces_go_together_as_they_are()
    {
        var list = Html.Each(["a<", "b"], item => Html.Of($"<li>{item}</li>"));
        Assert.Equal("<ul><li>a&lt;</li><li>b</li></ul>2", Html.Of($"<ul>{list}</ul>{2}{Html.Empty}{(string?)null}").ToString());
        Assert.Equal("", Html.When("", text => Html.Of($"<b>{text}</b>")).ToString());
    }
}
