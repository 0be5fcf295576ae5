import { createRouter, createWebHistory } from 'vue-router'
import { useSession } from './stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Who may come here; everybody when it says nothing. */
    needs?: 'account' | 'admin'
    /** Key of the page's title. */
    title?: string
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./home/HomePage.vue'), meta: { needs: 'account', title: 'home.title' } },
    { path: '/apps/spreed/:rest(.*)*', redirect: '/' },
    { path: '/login', name: 'login', component: () => import('./account/SignInPage.vue'), meta: { title: 'account.signIn.title' } },
    { path: '/call/:token', alias: '/index.php/call/:token', name: 'call', component: () => import('./room/CallPage.vue') },
    { path: '/settings/:section?', name: 'settings', component: () => import('./account/SettingsPage.vue'), meta: { needs: 'account', title: 'account.settings.title' } },
    { path: '/admin/:section?', name: 'admin', component: () => import('./administration/AdminPage.vue'), meta: { needs: 'admin', title: 'administration.title' } },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFoundPage.vue'), meta: { title: 'common.notFound.title' } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

// After an update of the server, files of the page that is open are gone: load it anew, once.
router.onError((_error, to) => {
  const key = 'plenum.reloaded'
  if (sessionStorage.getItem(key) === to.fullPath) return
  sessionStorage.setItem(key, to.fullPath)
  location.assign(to.fullPath)
})

router.afterEach(() => sessionStorage.removeItem('plenum.reloaded'))

router.beforeEach(async (to) => {
  if (!to.meta.needs) return true
  const session = useSession()
  try {
    await session.load()
  } catch {
    return true
  }
  if (!session.isSignedIn) return { name: 'login', query: { redirect_url: to.fullPath } }
  if (to.meta.needs === 'admin' && !session.isAdmin) return { name: 'home' }
  return true
})
