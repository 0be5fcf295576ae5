namespace Plenum.Chat;

/// <summary>Messages with everything that rendering them takes, for any number of viewers: nothing more is read.</summary>
/// <param name="visible">Those that can be seen at all.</param>
/// <param name="known">The same with the messages that they answer.</param>
/// <param name="rendering">Renders them.</param>
/// <param name="withParents">Resolves the quoted message of each row.</param>
internal sealed class ReadableMessages(IReadOnlyList<Message> visible, IReadOnlyDictionary<long, Message> known, MessageRendering rendering, bool withParents)
{
    private readonly HashSet<long> visibleIds = [.. visible.Select(message => message.Id)];

    /// <summary>The same for everybody who sees the same: two viewpoints that this maps to one read the same text.</summary>
    public Viewpoint Simplify(Viewpoint from) => new(
        from.Viewer is { } viewer && rendering.DependsOn(viewer) ? viewer : null,
        rendering.DependsOnBaseUrl ? from.BaseUrl : "");

    /// <summary>How some of the messages read from somewhere; those that cannot be seen are left out.</summary>
    public List<MessageView> For(IEnumerable<Message> some, Viewpoint from) =>
        [.. some.Where(message => visibleIds.Contains(message.Id)).Select(message => rendering.Of(message, from) with { Parent = withParents ? ParentOf(message, from) : null })];

    private object? ParentOf(Message message, Viewpoint from)
    {
        if (message.ParentId is not { } id) return null;

        return known.GetValueOrDefault(id) is { } parent ? rendering.Of(parent, from) : new GoneMessage(id);
    }
}
