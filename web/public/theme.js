// Before anything is painted: the theme that was chosen in this browser.
document.documentElement.dataset.theme = localStorage.getItem('plenum.theme') || 'system'
