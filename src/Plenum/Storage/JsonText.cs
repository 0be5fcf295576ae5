using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Plenum.Storage;

internal static class JsonText
{
    /// <summary>Keeps a small value as JSON in a text column: the same on both databases, and never queried by.</summary>
    public static PropertyBuilder<T> AsJsonText<T>(this PropertyBuilder<T> property)
        where T : notnull =>
        property.HasConversion(
            new ValueConverter<T, string>(value => Write(value), json => Read<T>(json)),
            new ValueComparer<T>((a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value))));

    private static string Write<T>(T? value) => JsonSerializer.Serialize(value);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json)!;
}
