#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install the Debian packages that a task needs and this machine lacks. Says what and why; silent when nothing is missing.
#
#   usage: build-aux/setup.sh TASK...        tasks: build man test tidy format clang tsan valgrind fuzz
#                                            deb deb-bindings fresh parallel slurm arm64 pages drawing python
#                                            abi r r-package
#          build-aux/setup.sh --packages TASK...  what dpkg does not know is missing, however it came: dpkg-buildpackage sees it so
#          build-aux/setup.sh --names TASK... only the names of the packages, one a line; installs nothing
#
# A package counts as present when dpkg says so or, for libraries that came another way, when a line using it compiles and links.
set -eu

# Package, what it is for, and a probe: headers and libraries to link, or a command to find, or a file.
packages_of() {
  case $1 in
    build) cat <<'TABLE' ;;
libc6-dev|headers of the C library|stdio.h|
libgsl-dev|numerics and distributions (GSL)|gsl/gsl_version.h|-lgsl -lgslcblas -lm
libglpk-dev|linear programmes that decide whether an estimate exists (GLPK)|glpk.h|-lglpk
libcsv-dev|reading CSV|stdlib.h csv.h|-lcsv
librandom123-dev|random streams that do not depend on the thread (Random123)|Random123/philox.h|
libjansson-dev|JSON output|jansson.h|-ljansson
nettle-dev|SHA-256 of the input (Nettle)|nettle/sha2.h|-lnettle
libsodium-dev|hashes with a key (libsodium)|sodium.h|-lsodium
libyaml-dev|study files (libyaml)|yaml.h|-lyaml
libsqlite3-dev|results stores (SQLite)|sqlite3.h|-lsqlite3
libzip-dev|parts of workbooks (libzip)|zip.h|-lzip
libxlsxwriter-dev|writing workbooks (libxlsxwriter)|xlsxwriter.h|-lxlsxwriter
zlib1g-dev|unpacking them (zlib)|zlib.h|-lz
libexpat1-dev|reading them (Expat)|expat.h|-lexpat
TABLE
    man) echo 'help2man|manual pages from --help|help2man|command' ;;
    test) cat <<'TABLE' ;;
libcmocka-dev|unit tests (cmocka)|stdarg.h stddef.h stdint.h setjmp.h cmocka.h|-lcmocka
pkgconf|the flags of an installed library (pkg-config)|pkg-config|command
man-db|showing manual pages, and groff|man|command
locales|a locale with a decimal comma|/usr/share/i18n/locales/de_DE|file
TABLE
    tidy) cat <<'TABLE' ;;
clang-tidy|static checks|clang-tidy|command
libomp-dev|the OpenMP header that clang can read|/usr/lib/llvm-*/lib/clang/*/include/omp.h|file
TABLE
    clang) cat <<'TABLE' ;;
clang|the other compiler|clang|command
libomp-dev|OpenMP for it|/usr/lib/llvm-*/lib/clang/*/include/omp.h|file
TABLE
    parallel) cat <<'TABLE' ;;
parallel|an engine that runs studies in shards (GNU parallel)|parallel|command
procps|finding a process (pgrep)|pgrep|command
TABLE
    slurm) cat <<'TABLE' ;;
slurm-wlm|an engine that runs studies as job arrays (Slurm)|slurmctld|command
munge|who asks Slurm for something (munge)|munged|command
iproute2|an address for its node|ip|command
procps|finding a process (pgrep)|pgrep|command
TABLE
    tsan | fuzz) cat <<'TABLE' ;;
clang|the compiler with these sanitizers|clang|command
libclang-rt-dev|their run-time part|/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.tsan-*.a|file
libomp-dev|OpenMP for clang, and libarcher|/usr/lib/llvm-*/lib/libarcher.so|file
TABLE
    pages) cat <<'TABLE' ;;
chromium|a browser that pages are shown in|chromium|command
chromium-driver|leading it by keyboard|chromedriver|command
curl|talking to its driver|curl|command
npm|fetching axe-core, which checks pages|npm|command
poppler-utils|text of printed pages (pdftotext)|pdftotext|command
fonts-dejavu-core|letters of many languages|/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf|file
TABLE
    drawing) cat <<'TABLE' ;;
pkgconf|the flags of an installed library (pkg-config)|pkg-config|command
librsvg2-dev|figures as PDF and PNG from SVG (librsvg)|/usr/lib/*/pkgconfig/librsvg-2.0.pc|file
libcairo2-dev|what it draws with (cairo)|/usr/lib/*/pkgconfig/cairo-pdf.pc|file
TABLE
    python) cat <<'TABLE' ;;
python3|running the package for Python|/usr/bin/python3|file
python3-pandas|data frames, and arrays below them|/usr/lib/python3/dist-packages/pandas/__init__.py|file
python3-pytest|its tests|/usr/lib/python3/dist-packages/pytest/__init__.py|file
mypy|its types|mypy|command
python3-pip|building and installing its wheel|/usr/lib/python3/dist-packages/pip/__init__.py|file
python3-setuptools|building it|/usr/lib/python3/dist-packages/setuptools/__init__.py|file
python3-wheel|building it|/usr/lib/python3/dist-packages/wheel/__init__.py|file
python3-venv|an environment that has nothing else|/usr/lib/python3*/ensurepip/__init__.py|file
patchelf|the libraries that it carries|patchelf|command
TABLE
    arm64) cat <<'TABLE' ;;
gcc-aarch64-linux-gnu|the compiler for arm64|aarch64-linux-gnu-gcc|command
libc6-dev-arm64-cross|what this compiler starts programs with|/usr/aarch64-linux-gnu/lib/crt1.o|file
qemu-user|running programs of arm64|qemu-aarch64|command
TABLE
    r-package) cat <<'TABLE' ;;
r-base-core|R, and what packages of it are built with|Rscript|command
r-cran-testthat|tests of the package|/usr/lib/R/site-library/testthat|file
r-cran-generics|tidy, glance and augment|/usr/lib/R/site-library/generics|file
r-cran-ggplot2|figures of ggplot2|/usr/lib/R/site-library/ggplot2|file
r-cran-bit64|whole numbers of 64 bits|/usr/lib/R/site-library/bit64|file
r-cran-knitr|its vignette (knitr)|/usr/lib/R/site-library/knitr|file
r-cran-rmarkdown|its vignette (rmarkdown)|/usr/lib/R/site-library/rmarkdown|file
pandoc|its vignette as HTML|pandoc|command
devscripts|whether configure is plain sh (checkbashisms)|checkbashisms|command
qpdf|sizes of PDFs, of which there are none (R CMD check asks for it)|qpdf|command
pkgconf|the flags of an installed library (pkg-config)|pkg-config|command
TABLE
    abi) echo 'abigail-tools|comparing what the shared library offers (libabigail)|abidw|command' ;;
    r) echo 'r-base-core|what compares with packages of R|Rscript|command' ;;
    fresh) echo 'debootstrap|a new system in a folder|debootstrap|command' ;;
    valgrind) echo 'valgrind|memory errors and leaks|valgrind|command' ;;
    format) echo 'clang-format|the code style|clang-format|command' ;;
    deb) cat <<'TABLE' ;;
debhelper|building Debian packages|dh|command
lintian|checking Debian packages|lintian|command
TABLE
    deb-bindings) cat <<'TABLE' ;;
dh-python|building packages for Python|dh_python3|command
pybuild-plugin-pyproject|what pyproject.toml asks for|/usr/share/doc/pybuild-plugin-pyproject|file
python3-all|every Python of the system|/usr/bin/python3|file
python3-setuptools|building a package for Python|/usr/lib/python3/dist-packages/setuptools/__init__.py|file
python3-wheel|building it|/usr/lib/python3/dist-packages/wheel/__init__.py|file
r-base-core|R, and what packages of it are built with|Rscript|command
r-cran-knitr|a vignette (knitr)|/usr/lib/R/site-library/knitr|file
r-cran-rmarkdown|a vignette (rmarkdown)|/usr/lib/R/site-library/rmarkdown|file
pandoc|a vignette as HTML|pandoc|command
TABLE
    *) echo "setup: unknown task '$1' (build, man, test, tidy, format, clang, tsan, valgrind, fuzz, deb, deb-bindings, fresh, parallel, slurm, arm64, pages, drawing, python, abi, r or r-package)" >&2; exit 2 ;;
  esac
}

# shellcheck disable=SC2086 # libraries and flags are lists of words, a file is a pattern
probe() { # headers, command or file; libraries, "command" or "file"
  case $2 in
    command) command -v "$1" >/dev/null 2>&1; return ;;
    file) ls $1 >/dev/null 2>&1; return ;;
  esac
  program=$(for header in $1; do printf '#include <%s>\n' "$header"; done; echo 'int main(void) { return 0; }')
  printf '%s\n' "$program" | ${CC:-cc} ${CPPFLAGS-} ${LDFLAGS-} -x c -o /dev/null - $2 >/dev/null 2>&1
}

# The rows of those packages that are not there.
missing_rows() {
  # shellcheck disable=SC2046 # a list of words
  installed=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' $(printf '%s\n' "$rows" | cut -d '|' -f 1) 2>/dev/null || true)"
  printf '%s\n' "$rows" | while IFS='|' read -r package purpose things libraries; do
    case $installed in *" $package=installed "*) continue ;; esac
    [ -z "${packages_alone-}" ] && probe "$things" "$libraries" || printf '%s|%s\n' "$package" "$purpose"
  done
}

give_up() { # reason
  printf 'setup: %s, so install these packages yourself (names as in Debian 12) and run make again: %s\n' "$1" "$packages" >&2
  exit 1
}

# sudo asks for a password only when somebody is there to answer.
if [ "$(id -u)" = 0 ]; then as_root=''; elif [ -t 0 ]; then as_root='sudo'; else as_root='sudo -n'; fi

apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null; }

refresh_lists() {
  echo 'setup: fetching the package lists (apt-get update)' >&2
  apt update >>"$log" 2>&1
}

# Debian asks this file whether a service may be started that a package brings. Where there is none yet, it says no while we install: nothing
# is installed here to run by itself.
policy=/usr/sbin/policy-rc.d
keep_services_off() {
  [ ! -e "$policy" ] || return 0
  is_policy_ours=yes
  # shellcheck disable=SC2016 # $1 is that of the inner shell
  $as_root sh -c 'printf "#!/bin/sh\nexit 101\n" >"$1" && chmod 755 "$1"' sh "$policy"
}
clean_up() {
  rm -f "$log"
  [ -z "${is_policy_ours-}" ] || $as_root rm -f "$policy"
}

# shellcheck disable=SC2086 # $packages is a list of words
install() { apt install --no-install-recommends $packages >>"$log" 2>&1; }

if [ "${1-}" = --names ]; then
  shift
  for task in "$@"; do packages_of "$task" | cut -d '|' -f 1; done
  exit 0
fi

if [ "${1-}" = --packages ]; then
  packages_alone=yes
  shift
fi

[ $# -gt 0 ] || set -- build
rows=$(for task in "$@"; do packages_of "$task"; done)
missing=$(missing_rows)
[ -n "$missing" ] || exit 0
packages=$(printf '%s\n' "$missing" | cut -d '|' -f 1 | tr '\n' ' ' | sed 's/ $//')

command -v apt-get >/dev/null 2>&1 || give_up 'there is no apt-get here'
[ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 || give_up 'installing takes root and there is no sudo here'

{
  echo 'setup: installing with apt-get what is missing:'
  printf '%s\n' "$missing" | awk -F '|' '{ printf "  %-18s %s\n", $1, $2 }'
} >&2
log=$(mktemp)
trap clean_up EXIT
trap 'exit 130' INT TERM
keep_services_off
ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || refresh_lists || true
if ! install && ! { refresh_lists && install; }; then
  tail -n 20 "$log" >&2
  give_up 'apt-get failed (its last lines stand above)'
fi
