import { computed, ref, watch } from 'vue'
import type { Message } from '@/api/types'
import type { Conversation } from './conversation'
import { keepDraft, readDraft } from './drafts'
import { decodeMentions, encodeMentions, type DraftMention } from './mentionRules'

/** Code points (`config.chat.max-length`). */
export const MAX_LENGTH = 32_000
/** From here on it says how many are left. */
const NEARLY = 1_000

/** What is being written: a new message, an answer, or another text for an old one. */
export function useComposer(conversation: Conversation) {
  const kept = readDraft(conversation.token)
  const text = ref(kept.text)
  const mentions = ref<DraftMention[]>(kept.mentions)
  const replyTo = ref<Message | null>(kept.replyTo === null ? null : (conversation.log.get(kept.replyTo) ?? null))
  const editing = ref<Message | null>(null)
  /** What was begun before something else was edited. */
  let aside: { text: string; mentions: DraftMention[] } | null = null

  const left = computed(() => {
    // Most texts are far from the limit: only long ones are counted.
    if (text.value.length < MAX_LENGTH - NEARLY) return null
    const remaining = MAX_LENGTH - [...encodeMentions(text.value, mentions.value).trim()].length
    return remaining > NEARLY ? null : remaining
  })
  const isBlank = computed(() => text.value.trim() === '')
  const canSend = computed(() => !isBlank.value && (left.value ?? 0) >= 0)

  watch([text, replyTo, mentions], () => {
    if (!editing.value) keepDraft(conversation.token, { text: text.value, mentions: mentions.value, replyTo: replyTo.value?.id ?? null })
  })

  function reply(message: Message): void {
    if (editing.value) stopEditing()
    replyTo.value = message
  }

  function edit(message: Message): void {
    aside ??= { text: text.value, mentions: mentions.value }
    replyTo.value = null
    editing.value = message
    const draft = decodeMentions(message.message, message.messageParameters)
    text.value = draft.text
    mentions.value = draft.mentions
  }

  function stopEditing(): void {
    editing.value = null
    text.value = aside?.text ?? ''
    mentions.value = aside?.mentions ?? []
    aside = null
  }

  function send(silent: boolean): void {
    conversation.outbox.send({ text: text.value.trim(), mentions: mentions.value, replyTo: replyTo.value, silent })
    text.value = ''
    mentions.value = []
    replyTo.value = null
  }

  /** @throws OcsError when the server refuses; the text stays */
  async function save(): Promise<void> {
    const message = editing.value
    if (!message) return
    await conversation.edit(message.id, encodeMentions(text.value.trim(), mentions.value))
    if (editing.value?.id === message.id) stopEditing()
  }

  return { text, mentions, replyTo, editing, left, isBlank, canSend, reply, edit, stopEditing, send, save }
}

export type Composer = ReturnType<typeof useComposer>
