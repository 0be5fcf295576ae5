using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plenum.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PendingMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PendingMoves",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MeetingId = table.Column<long>(type: "INTEGER", nullable: false),
                    AttendeeId = table.Column<long>(type: "INTEGER", nullable: false),
                    FromId = table.Column<long>(type: "INTEGER", nullable: false),
                    FromToken = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    SessionId = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    OrderedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RepeatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PendingMoves", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PendingMoves_Attendees_AttendeeId",
                        column: x => x.AttendeeId,
                        principalTable: "Attendees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PendingMoves_AttendeeId",
                table: "PendingMoves",
                column: "AttendeeId");

            migrationBuilder.CreateIndex(
                name: "IX_PendingMoves_DueAt",
                table: "PendingMoves",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_PendingMoves_MeetingId",
                table: "PendingMoves",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_PendingMoves_SessionId",
                table: "PendingMoves",
                column: "SessionId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PendingMoves");
        }
    }
}
