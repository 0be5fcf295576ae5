using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Accounts;

/// <summary>
/// What a cookie stands for. A guest is whoever holds it: the identity outlives every session, reload and reconnect,
/// and is the same in all conversations of this server.
/// </summary>
internal sealed class BrowserSession
{
    public const string Cookie = "plenum_session";

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public long Id { get; init; }

    /// <summary>SHA-256 of the cookie's value.</summary>
    public required string Digest { get; init; }

    /// <summary>The guest's actor id: SHA-1 of the first Talk session id. Null until the guest joins for the first time.</summary>
    public string? GuestId { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<BrowserSession>
    {
        public void Configure(EntityTypeBuilder<BrowserSession> builder)
        {
            builder.ToTable("BrowserSessions");
            builder.Property(session => session.Digest).HasMaxLength(64);
            builder.Property(session => session.GuestId).HasMaxLength(40);
            builder.HasIndex(session => session.Digest).IsUnique();
            builder.HasIndex(session => session.GuestId);
            builder.HasIndex(session => session.LastSeenAt);
        }
    }
}

/// <summary>What a browser has proven once and need not prove again: an invitation by e-mail, or a conversation's password.</summary>
internal sealed class BrowserGrant
{
    public long Id { get; init; }

    public required long BrowserSessionId { get; init; }

    /// <summary>The conversation it was proven for.</summary>
    public required string Token { get; init; }

    public required BrowserGrantKind Kind { get; init; }

    /// <summary>For an invitation the actor id of the e-mail guest; for a password the digest of the stored hash it matched.</summary>
    public required string Value { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<BrowserGrant>
    {
        public void Configure(EntityTypeBuilder<BrowserGrant> builder)
        {
            builder.ToTable("BrowserGrants");
            builder.Property(grant => grant.Token).HasMaxLength(32);
            builder.Property(grant => grant.Value).HasMaxLength(64);
            builder.HasIndex(grant => new { grant.BrowserSessionId, grant.Token, grant.Kind }).IsUnique();
            builder.HasOne<BrowserSession>().WithMany().HasForeignKey(grant => grant.BrowserSessionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal enum BrowserGrantKind
{
    Invitation = 1,
    Password = 2,
}
