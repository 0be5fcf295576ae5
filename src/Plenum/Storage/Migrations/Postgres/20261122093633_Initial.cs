using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Plenum.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    Email = table.Column<string>(type: "text", nullable: true),
                    PasswordHash = table.Column<string>(type: "text", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Locale = table.Column<string>(type: "text", nullable: false),
                    Profile = table.Column<string>(type: "text", nullable: false),
                    PhoneTail = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    FirstLoginAt = table.Column<long>(type: "bigint", nullable: true),
                    LastLoginAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AppConfig",
                columns: table => new
                {
                    App = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AppConfig", x => new { x.App, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "BrowserSessions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    GuestId = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BrowserSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Conversations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Token = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    Description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ObjectType = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ObjectId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    UniqueKey = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    Attributes = table.Column<int>(type: "integer", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    ReadOnly = table.Column<bool>(type: "boolean", nullable: false),
                    Listable = table.Column<int>(type: "integer", nullable: false),
                    MessageExpiration = table.Column<int>(type: "integer", nullable: false),
                    MentionPermissions = table.Column<int>(type: "integer", nullable: false),
                    DefaultPermissions = table.Column<int>(type: "integer", nullable: false),
                    RecordingConsent = table.Column<int>(type: "integer", nullable: false),
                    LobbyState = table.Column<int>(type: "integer", nullable: false),
                    LobbyTimer = table.Column<long>(type: "bigint", nullable: true),
                    SipEnabled = table.Column<int>(type: "integer", nullable: false),
                    BreakoutRoomMode = table.Column<int>(type: "integer", nullable: false),
                    BreakoutRoomStatus = table.Column<int>(type: "integer", nullable: false),
                    CallGraceEndsAt = table.Column<long>(type: "bigint", nullable: true),
                    ActiveSince = table.Column<long>(type: "bigint", nullable: true),
                    CallFlag = table.Column<int>(type: "integer", nullable: false),
                    LastActivity = table.Column<long>(type: "bigint", nullable: false),
                    LastMessageId = table.Column<long>(type: "bigint", nullable: false),
                    AvatarVersion = table.Column<string>(type: "text", nullable: true),
                    AvatarEmoji = table.Column<string>(type: "text", nullable: true),
                    AvatarColor = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conversations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Conversations_Conversations_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FailedAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Network = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailedAttempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GuestMentions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Network = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuestMentions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Node = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Payload = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UserPreferences",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    App = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserPreferences", x => new { x.AccountId, x.App, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "AppPasswords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AccountId = table.Column<string>(type: "character varying(64)", nullable: false),
                    Digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    LoginName = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AppPasswords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AppPasswords_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LoginFlows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PollDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    LoginDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    StateDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Device = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<string>(type: "character varying(64)", nullable: true),
                    LoginName = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LoginFlows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LoginFlows_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SignIns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AccountId = table.Column<string>(type: "character varying(64)", nullable: false),
                    LoginName = table.Column<string>(type: "text", nullable: false),
                    PasswordDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Remembered = table.Column<bool>(type: "boolean", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignIns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SignIns_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BrowserGrants",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    BrowserSessionId = table.Column<long>(type: "bigint", nullable: false),
                    Token = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BrowserGrants", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BrowserGrants_BrowserSessions_BrowserSessionId",
                        column: x => x.BrowserSessionId,
                        principalTable: "BrowserSessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Attendees",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ConversationId = table.Column<long>(type: "bigint", nullable: false),
                    ActorType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DisplayName = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    ParticipantType = table.Column<int>(type: "integer", nullable: false),
                    Permissions = table.Column<int>(type: "integer", nullable: false),
                    Favorite = table.Column<bool>(type: "boolean", nullable: false),
                    Archived = table.Column<bool>(type: "boolean", nullable: false),
                    Important = table.Column<bool>(type: "boolean", nullable: false),
                    Sensitive = table.Column<bool>(type: "boolean", nullable: false),
                    NotificationLevel = table.Column<int>(type: "integer", nullable: false),
                    NotificationCalls = table.Column<bool>(type: "boolean", nullable: false),
                    LastReadMessage = table.Column<long>(type: "bigint", nullable: false),
                    LastMentionMessage = table.Column<long>(type: "bigint", nullable: false),
                    LastMentionDirect = table.Column<long>(type: "bigint", nullable: false),
                    ReadPrivate = table.Column<bool>(type: "boolean", nullable: false),
                    LastJoinedCall = table.Column<long>(type: "bigint", nullable: true),
                    LastAttendeeActivity = table.Column<long>(type: "bigint", nullable: true),
                    Pin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true),
                    CallId = table.Column<string>(type: "text", nullable: true),
                    InvitedAddress = table.Column<string>(type: "text", nullable: true),
                    AccessToken = table.Column<string>(type: "text", nullable: true),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attendees", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attendees_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Bans",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ConversationId = table.Column<long>(type: "bigint", nullable: false),
                    ModeratorActorType = table.Column<string>(type: "text", nullable: false),
                    ModeratorActorId = table.Column<string>(type: "text", nullable: false),
                    ModeratorDisplayName = table.Column<string>(type: "text", nullable: false),
                    BannedActorType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    BannedActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    BannedDisplayName = table.Column<string>(type: "text", nullable: false),
                    BannedAt = table.Column<long>(type: "bigint", nullable: false),
                    InternalNote = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Bans_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ConversationId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    ActorType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ActorDisplayName = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Parameters = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    ThreadRootId = table.Column<long>(type: "bigint", nullable: true),
                    ReferenceId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Silent = table.Column<bool>(type: "boolean", nullable: false),
                    CanMentionAll = table.Column<bool>(type: "boolean", nullable: false),
                    EditorType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    EditorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    EditedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Messages_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecordingConsents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ConversationId = table.Column<long>(type: "bigint", nullable: false),
                    ActorType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecordingConsents_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "GroupMembers",
                columns: table => new
                {
                    GroupId = table.Column<string>(type: "character varying(64)", nullable: false),
                    AccountId = table.Column<string>(type: "character varying(64)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupMembers", x => new { x.GroupId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_GroupMembers_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_GroupMembers_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ConversationId = table.Column<long>(type: "bigint", nullable: false),
                    AttendeeId = table.Column<long>(type: "bigint", nullable: false),
                    SessionId = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    InCall = table.Column<int>(type: "integer", nullable: false),
                    LastPing = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    BrowserSessionId = table.Column<long>(type: "bigint", nullable: true),
                    TabId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_Attendees_AttendeeId",
                        column: x => x.AttendeeId,
                        principalTable: "Attendees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Sessions_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Email",
                table: "Accounts",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Key",
                table: "Accounts",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_PhoneTail",
                table: "Accounts",
                column: "PhoneTail",
                filter: "\"PhoneTail\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AppPasswords_AccountId",
                table: "AppPasswords",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_AppPasswords_Digest",
                table: "AppPasswords",
                column: "Digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attendees_ActorType_ActorId",
                table: "Attendees",
                columns: new[] { "ActorType", "ActorId" });

            migrationBuilder.CreateIndex(
                name: "IX_Attendees_ConversationId_ActorType_ActorId",
                table: "Attendees",
                columns: new[] { "ConversationId", "ActorType", "ActorId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attendees_ConversationId_Pin",
                table: "Attendees",
                columns: new[] { "ConversationId", "Pin" },
                unique: true,
                filter: "\"Pin\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Bans_ConversationId_BannedActorType_BannedActorId",
                table: "Bans",
                columns: new[] { "ConversationId", "BannedActorType", "BannedActorId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BrowserGrants_BrowserSessionId_Token_Kind",
                table: "BrowserGrants",
                columns: new[] { "BrowserSessionId", "Token", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BrowserSessions_Digest",
                table: "BrowserSessions",
                column: "Digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BrowserSessions_GuestId",
                table: "BrowserSessions",
                column: "GuestId");

            migrationBuilder.CreateIndex(
                name: "IX_BrowserSessions_LastSeenAt",
                table: "BrowserSessions",
                column: "LastSeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_ActiveSince",
                table: "Conversations",
                column: "ActiveSince",
                filter: "\"ActiveSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_CallGraceEndsAt",
                table: "Conversations",
                column: "CallGraceEndsAt",
                filter: "\"CallGraceEndsAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Listable",
                table: "Conversations",
                column: "Listable",
                filter: "\"Listable\" <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_LobbyTimer",
                table: "Conversations",
                column: "LobbyTimer",
                filter: "\"LobbyTimer\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_ParentId",
                table: "Conversations",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_Token",
                table: "Conversations",
                column: "Token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Conversations_UniqueKey",
                table: "Conversations",
                column: "UniqueKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FailedAttempts_At",
                table: "FailedAttempts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_FailedAttempts_Network_Action_At",
                table: "FailedAttempts",
                columns: new[] { "Network", "Action", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_GroupMembers_AccountId",
                table: "GroupMembers",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_GuestMentions_At",
                table: "GuestMentions",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_GuestMentions_Network_At",
                table: "GuestMentions",
                columns: new[] { "Network", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_LoginFlows_AccountId",
                table: "LoginFlows",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_LoginFlows_CreatedAt",
                table: "LoginFlows",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_LoginFlows_LoginDigest",
                table: "LoginFlows",
                column: "LoginDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LoginFlows_PollDigest",
                table: "LoginFlows",
                column: "PollDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ActorType_ActorId_ConversationId",
                table: "Messages",
                columns: new[] { "ActorType", "ActorId", "ConversationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ConversationId_Id",
                table: "Messages",
                columns: new[] { "ConversationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ExpiresAt",
                table: "Messages",
                column: "ExpiresAt",
                filter: "\"ExpiresAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ParentId",
                table: "Messages",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_At",
                table: "Notices",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_RecordingConsents_ActorType_ActorId",
                table: "RecordingConsents",
                columns: new[] { "ActorType", "ActorId" });

            migrationBuilder.CreateIndex(
                name: "IX_RecordingConsents_ConversationId",
                table: "RecordingConsents",
                column: "ConversationId");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_AttendeeId",
                table: "Sessions",
                column: "AttendeeId");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ConversationId_InCall",
                table: "Sessions",
                columns: new[] { "ConversationId", "InCall" });

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_LastPing",
                table: "Sessions",
                column: "LastPing");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_SessionId",
                table: "Sessions",
                column: "SessionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SignIns_AccountId",
                table: "SignIns",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_SignIns_Digest",
                table: "SignIns",
                column: "Digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SignIns_LastSeenAt",
                table: "SignIns",
                column: "LastSeenAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AppConfig");

            migrationBuilder.DropTable(
                name: "AppPasswords");

            migrationBuilder.DropTable(
                name: "Bans");

            migrationBuilder.DropTable(
                name: "BrowserGrants");

            migrationBuilder.DropTable(
                name: "FailedAttempts");

            migrationBuilder.DropTable(
                name: "GroupMembers");

            migrationBuilder.DropTable(
                name: "GuestMentions");

            migrationBuilder.DropTable(
                name: "LoginFlows");

            migrationBuilder.DropTable(
                name: "Messages");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "RecordingConsents");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "SignIns");

            migrationBuilder.DropTable(
                name: "UserPreferences");

            migrationBuilder.DropTable(
                name: "BrowserSessions");

            migrationBuilder.DropTable(
                name: "Groups");

            migrationBuilder.DropTable(
                name: "Attendees");

            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "Conversations");
        }
    }
}
