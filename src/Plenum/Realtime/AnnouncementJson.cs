using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plenum.Realtime;

/// <summary>Announcements on their way to other nodes: JSON with the name of the kind in front.</summary>
internal static class AnnouncementJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameKinds } },
    };

    public static string Write(IReadOnlyList<Announcement> announcements) => JsonSerializer.Serialize(announcements, Options);

    /// <summary>
    /// What this version understands, and whether that is all. While nodes are upgraded one after the other, a newer one
    /// may say what an older one has no word for.
    /// </summary>
    public static (IReadOnlyList<Announcement> Known, bool IsAll) Read(string json)
    {
        try
        {
            return (JsonSerializer.Deserialize<List<Announcement>>(json, Options)!, true);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return (ReadEach(json), false);
        }
    }

    private static List<Announcement> ReadEach(string json)
    {
        var known = new List<Announcement>();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var one in document.RootElement.EnumerateArray())
            {
                try
                {
                    if (one.Deserialize<Announcement>(Options) is { } announcement) known.Add(announcement);
                }
                catch (Exception exception) when (exception is JsonException or NotSupportedException)
                {
                    // Nothing that this version could act on.
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not even a list.
        }

        return known;
    }

    private static void NameKinds(JsonTypeInfo type)
    {
        if (type.Type != typeof(Announcement)) return;

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var kind in typeof(Announcement).Assembly.GetTypes().Where(candidate => candidate is { IsAbstract: false } && candidate.IsSubclassOf(typeof(Announcement))))
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
        }
    }
}
