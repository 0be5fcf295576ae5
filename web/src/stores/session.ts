import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { plenum } from '@/api/ocs'

export interface SignedInUser {
  id: string
  displayName: string
  language: string
  email: string | null
  isAdmin: boolean
  groups: string[]
}

export interface KnownGuest {
  id: string
  /** The name used last; may be empty. */
  displayName: string
}

interface SessionView {
  user: SignedInUser | null
  guest?: KnownGuest | null
  /** Nobody has ever signed in: the server has just been started for the first time. */
  isFresh: boolean
  version: string
}

/** Who this browser is. */
export const useSession = defineStore('session', () => {
  const user = ref<SignedInUser | null>(null)
  /** Whom the server takes this browser for without an account. */
  const guest = ref<KnownGuest | null>(null)
  const version = ref('')
  const isFresh = ref(false)
  const isLoaded = ref(false)
  let loading: Promise<void> | null = null

  function take(view: SessionView): void {
    user.value = view.user
    guest.value = view.guest ?? null
    version.value = view.version
    isFresh.value = view.isFresh
    isLoaded.value = true
  }

  /** Asks the server, once; `refresh` asks again. */
  function load(refresh = false): Promise<void> {
    if (refresh) loading = null
    loading ??= plenum.get<SessionView>('session').then(take, (error) => {
      loading = null
      throw error
    })
    return loading
  }

  /** @throws OcsError 403 for a wrong password, 429 after too many */
  async function signIn(name: string, password: string, remember: boolean): Promise<void> {
    take(await plenum.post<SessionView>('session', { user: name, password, remember }))
  }

  async function signOut(): Promise<void> {
    await plenum.delete('session')
    user.value = null
  }

  return { user, guest, version, isFresh, isLoaded, isSignedIn: computed(() => user.value !== null), isAdmin: computed(() => user.value?.isAdmin === true), load, signIn, signOut }
})
