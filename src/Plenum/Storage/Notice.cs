using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Storage;

/// <summary>Announcements of one transaction, stored by it: what a node missed while it was not listening, it reads here.</summary>
internal sealed class Notice
{
    /// <summary>Longer than any node is without a connection and still worth telling.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    public long Id { get; init; }

    public required string Node { get; init; }

    /// <summary>See <see cref="AnnouncementJson"/>.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> builder)
        {
            builder.ToTable("Notices");
            builder.Property(notice => notice.Node).HasMaxLength(32);
            builder.HasIndex(notice => notice.At);
        }
    }
}

/// <summary>Deletes notices that every node has heard.</summary>
internal sealed class OldNotices(PlenumDb db, TimeProvider time) : IDueWork
{
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct) =>
        await db.Set<Notice>().AsNoTracking().MinAsync(notice => (DateTimeOffset?)notice.At, ct) + (2 * Notice.KeptFor);

    public async Task RunAsync(CancellationToken ct)
    {
        var before = time.Now() - Notice.KeptFor;
        await db.Set<Notice>().Where(notice => notice.At < before).ExecuteDeleteAsync(ct);
    }
}
