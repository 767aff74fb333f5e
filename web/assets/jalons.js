// Small conveniences: every page does without them.
(() => {
  // A menu closes with Escape, and when one goes elsewhere.
  const menus = () => document.querySelectorAll('details[data-menu][open]');
  document.addEventListener('click', (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  // What went wrong, or what was just done, is read first; also in a page that htmx has shown again.
  const focus = () => document.querySelector('[data-focus]')?.focus();
  focus();
  document.addEventListener('htmx:afterSettle', focus);

  // A refusal is a whole page: it takes the place of the page, never that of a piece of it.
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (detail.xhr.status >= 400 && detail.target.id !== 'contenu') detail.shouldSwap = false;
  });

  // How far a file has come on its way.
  document.addEventListener('htmx:xhr:progress', ({ target, detail }) => {
    const box = target.querySelector?.('[data-progress]');
    if (!box || !detail.lengthComputable) return;
    const percent = Math.floor((100 * detail.loaded) / detail.total);
    box.hidden = false;
    box.querySelector('progress').value = percent;
    const text =
      percent < 100
        ? `Envoi du fichier\u00a0: ${percent - (percent % 10)}\u00a0%`
        : 'Fichier reçu, vérification en cours…';
    const said = box.querySelector('[role=status]');
    if (said.textContent !== text) said.textContent = text;
  });
  document.addEventListener('htmx:sendError', ({ target }) => {
    const box = target.querySelector?.('[data-progress]');
    if (!box) return;
    box.hidden = false;
    box.querySelector('[role=status]').textContent =
      'L’envoi a échoué\u00a0: vérifiez votre connexion, puis envoyez de nouveau.';
  });

  // An address holds the filters that are set, and no others.
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    if (detail.verb !== 'get') return;
    for (const [name, value] of [...detail.formData]) if (value === '') detail.formData.delete(name);
  });

  // A file that is too heavy is told before it is sent.
  document.addEventListener('change', ({ target }) => {
    const most = Number(target.dataset?.maxBytes);
    if (!most || !target.files) return;
    const isTooLarge = [...target.files].some(({ size }) => size > most);
    const mebibytes = Math.floor(most / 1048576);
    target.setCustomValidity(
      isTooLarge ? `Ce fichier dépasse ${mebibytes}\u00a0Mio\u00a0: allégez-le, ou choisissez-en un autre.` : '',
    );
    target.reportValidity();
  });

  // A form that is on its way is not sent again by an impatient finger. Coming back to it frees it.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    for (const button of form.querySelectorAll('button[type=submit]')) button.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
    }
  });
})();
