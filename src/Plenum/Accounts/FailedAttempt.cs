using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Accounts;

/// <summary>One wrong try at something protected, from one network; in the database so that all nodes count together.</summary>
internal sealed class FailedAttempt
{
    public const int MaxSubjectLength = 64;

    public long Id { get; init; }

    /// <summary>Talk's name for what was tried, such as <c>talkRoomToken</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The remote address: IPv4 whole, IPv6 its /64.</summary>
    public required string Network { get; init; }

    /// <summary>What the try was about (a conversation's token), so that a success clears only its own.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<FailedAttempt>
    {
        public void Configure(EntityTypeBuilder<FailedAttempt> builder)
        {
            builder.ToTable("FailedAttempts");
            builder.Property(attempt => attempt.Action).HasMaxLength(32);
            builder.Property(attempt => attempt.Network).HasMaxLength(64);
            builder.Property(attempt => attempt.Subject).HasMaxLength(MaxSubjectLength);
            builder.HasIndex(attempt => new { attempt.Network, attempt.Action, attempt.At });
            builder.HasIndex(attempt => attempt.At);
        }
    }
}
