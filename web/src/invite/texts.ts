import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { spellTime } from '@/door/doorRules'
import { formattingLocale } from '@/i18n'
import type { Invitation } from './invitation'
import { invitationText } from './textRules'

/** The invitation in the language of whoever invites. A personal link stands in for the common one. */
export function useInvitationText({ token, room, door, url, title, opensAt }: Invitation): { when: ComputedRef<string>; text: (link?: string, isPersonal?: boolean) => string; dialIn: ComputedRef<string[]> } {
  const { t } = useI18n()

  const when = computed(() => {
    if (!opensAt.value) return ''
    const { day, time, zone } = spellTime(opensAt.value, formattingLocale())
    return t('invite.text.when', { day, time, zone })
  })

  // One's own PIN is one's own: whoever gets the text is asked for the meeting's number alone.
  const dialIn = computed(() => (door.value?.dialIn ? [t('invite.text.dialIn'), door.value.dialIn.info, t('invite.text.meetingId', { id: token() })] : []))

  function text(link = url.value, isPersonal = false): string {
    const password = !isPersonal && room.value?.hasPassword ? t('invite.text.password') : ''
    return invitationText({ title: title.value, when: when.value, link, password, dialIn: dialIn.value, description: room.value?.description })
  }

  return { when, text, dialIn }
}
