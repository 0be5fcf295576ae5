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

    public static IReadOnlyList<Announcement> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<Announcement>>(json, Options)!;

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
