using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plenum.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BreakoutTimers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BreakoutTimers",
                columns: table => new
                {
                    ConversationId = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    Notice = table.Column<string>(type: "text", nullable: false),
                    NoticeAt = table.Column<long>(type: "bigint", nullable: true),
                    SetBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BreakoutTimers", x => x.ConversationId);
                    table.ForeignKey(
                        name: "FK_BreakoutTimers_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BreakoutTimers_DueAt",
                table: "BreakoutTimers",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BreakoutTimers");
        }
    }
}
