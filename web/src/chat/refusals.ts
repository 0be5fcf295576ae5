/** What the server's words mean where messages are changed (chat §5). */
export const EDIT_REFUSALS: Record<string, string> = {
  permission: 'chat.refused.permission', age: 'chat.refused.age', message: 'chat.refused.fixed', 403: 'chat.refused.forbidden', 404: 'chat.refused.gone', 412: 'chat.refused.lobby',
}
