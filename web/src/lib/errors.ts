import { i18n } from '@/i18n'
import { OcsError, OfflineError } from '@/api/ocs'
import { useToasts } from '@/stores/toasts'

/** What to tell somebody whose wish was refused. `words` maps the server's words of this place to keys of texts. */
export function explain(error: unknown, words: Record<string, string> = {}): string {
  const { t, te } = i18n.global
  if (error instanceof OfflineError) return t('common.errors.offline')
  if (error instanceof OcsError) {
    const own = words[error.word] ?? words[String(error.status)]
    if (own) return t(own)
    if (te(`common.errors.status.${error.status}`)) return t(`common.errors.status.${error.status}`)
  }
  return t('common.errors.unknown')
}

/** Does something, and shows why when it was refused. Returns whether it worked. */
export async function attempt(work: () => Promise<unknown>, words: Record<string, string> = {}): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    useToasts().show(explain(error, words), 'bad')
    return false
  }
}
