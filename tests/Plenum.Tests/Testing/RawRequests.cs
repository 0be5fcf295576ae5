using System.Net.Http.Headers;
using System.Text;

namespace Plenum.Tests.Testing;

/// <summary>Bodies as bytes, for requests that are wrong on purpose.</summary>
internal static class RawRequests
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";

    public static ByteArrayContent Body(string text, string type = Json) => Body(Encoding.UTF8.GetBytes(text), type);

    public static ByteArrayContent Body(byte[] bytes, string type = Json)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
