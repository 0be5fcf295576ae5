using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>Creates conversations with an unused token and their first message. Runs inside the caller's unit of work.</summary>
internal sealed class ConversationFactory(PlenumDb db, UnitOfWork unit, ChatLog log, TalkConfigStore configs, Dice dice, TimeProvider time)
{
    private const int TriesPerLength = 1000;

    /// <summary>Inserts what <paramref name="draft"/> makes of each new token, so that ids exist afterwards.</summary>
    public async Task<List<Conversation>> CreateAsync(int count, Func<string, int, Conversation> draft, Actor by, CancellationToken ct)
    {
        var tokens = await NewTokensAsync(count, ct);
        var conversations = tokens.Select(draft).ToList();
        db.Conversations.AddRange(conversations);
        await unit.FlushAsync(ct);
        foreach (var conversation in conversations) log.PostSystem(conversation, by, SystemMessageKeys.ConversationCreated);
        await unit.FlushAsync(ct);
        return conversations;
    }

    public async Task<Conversation> CreateAsync(Func<string, Conversation> draft, Actor by, CancellationToken ct) =>
        (await CreateAsync(1, (token, _) => draft(token), by, ct))[0];

    public DateTimeOffset Now => time.NowInSeconds();

    private async Task<List<string>> NewTokensAsync(int count, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var tokens = new List<string>(count);
        for (var tries = 0; tokens.Count < count; tries++)
        {
            var length = Math.Min(config.TokenEntropy + (tries / TriesPerLength), ConversationToken.MaxLength);
            var fresh = Enumerable.Range(0, count - tokens.Count).Select(_ => ConversationToken.Create(length, config.SipConfigured, dice)).Distinct(StringComparer.Ordinal).ToArray();
            var taken = await db.Conversations.AsNoTracking().Where(conversation => fresh.Contains(conversation.Token)).Select(conversation => conversation.Token).ToListAsync(ct);
            tokens.AddRange(fresh.Except(taken).Except(tokens));
        }

        return tokens;
    }
}
