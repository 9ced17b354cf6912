# Opens the notebooks on Windows, or runs them, as environment/lab does elsewhere. NOT RUN YET: it was written on a
# machine without PowerShell; a report of what happens is welcome.
#
#   powershell -ExecutionPolicy Bypass -File environment\lab.ps1 [-Run] [-Prepare] [-Scale smoke|laptop] [NOTEBOOK...]
#
# It needs a JDK of 17 or newer (JAVA_HOME, or java on the path), Maven, and Jupyter; conda brings all three:
#   conda env create -f environment\environment.yml; conda activate wifoe
[CmdletBinding()]
param(
  [switch]$Run,
  [switch]$Prepare,
  [ValidateSet('smoke', 'laptop')][string]$Scale = $(if ($env:WIFOE_SCALE) { $env:WIFOE_SCALE } else { 'laptop' }),
  [int]$Timeout = 1800,
  [Parameter(ValueFromRemainingArguments = $true)][string[]]$Notebook
)
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$target = if ($env:WIFOE_TARGET) { $env:WIFOE_TARGET } else { Join-Path $root 'target' }

function Stop-Lab([string]$Sentence) {
  [Console]::Error.WriteLine("environment: $Sentence")
  exit 1
}

function Find-Program([string]$Name, [string]$How) {
  $found = Get-Command $Name -ErrorAction SilentlyContinue
  if (-not $found) { Stop-Lab "$Name is missing; $How, or: conda env create -f environment\environment.yml" }
  return $found.Source
}

# Ours brings its own PyTorch; WIFOE_PYTORCH names the folder of another one's libraries.
$cleared = 'PRECXX11', 'EXTRA_LIBRARY_PATH', 'LIBRARY_PATH'
if (-not $env:WIFOE_PYTORCH) { $cleared += 'VERSION', 'FLAVOR' }
foreach ($name in $cleared) {
  Remove-Item "Env:PYTORCH_$name" -ErrorAction SilentlyContinue
}
if ($env:WIFOE_PYTORCH) { $env:PYTORCH_LIBRARY_PATH = $env:WIFOE_PYTORCH }

$java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\java.exe' }
  else { Find-Program 'java' 'install a JDK of 17 or newer' }
if (-not (Test-Path $java)) { Stop-Lab "there is no $java; JAVA_HOME is the folder of a JDK of 17 or newer" }
$maven = Find-Program 'mvn' 'install Apache Maven'
$jupyter = Find-Program 'jupyter' 'pip install jupyterlab nbconvert'

& $maven -B -ntp -q -f (Join-Path $root 'pom.xml') "-Dwifoe.target=$target" -DskipTests package
if ($LASTEXITCODE -ne 0) { Stop-Lab "the build failed; Maven's lines above say why" }

$kernel = Join-Path $target 'jupyter\kernels\java'
New-Item -ItemType Directory -Force $kernel | Out-Null
$specification = @{
  argv = @($java, '-Djava.awt.headless=true', '-Dfile.encoding=UTF-8', '-Duser.language=en', '-Duser.country=US',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Djdk.attach.allowAttachSelf=true',
    '-XX:+EnableDynamicAgentLoading', '-cp', "$target\classes;$target\lib\*", 'io.wifoe.kernel.JavaKernel',
    '{connection_file}')
  display_name = 'Java (WiFo-E)'
  language = 'java'
  interrupt_mode = 'message'
  env = @{ DJL_OFFLINE = 'true'; OPT_OUT_TRACKING = 'true'; OMP_WAIT_POLICY = 'PASSIVE' }
}
# without a byte order mark, which Windows PowerShell's own -Encoding UTF8 would write
[IO.File]::WriteAllText((Join-Path $kernel 'kernel.json'), ($specification | ConvertTo-Json -Depth 4))
$env:JUPYTER_PATH = (Join-Path $target 'jupyter') + $(if ($env:JUPYTER_PATH) { ";$env:JUPYTER_PATH" })
$env:WIFOE_SCALE = $Scale

if ($Prepare) {
  Write-Host 'Ready: environment\lab.ps1 opens the notebooks, -Run runs them.'
} elseif ($Run) {
  if (-not $Notebook) { $Notebook = Get-ChildItem (Join-Path $root 'notebooks\*.ipynb') | ForEach-Object FullName }
  foreach ($each in $Notebook) {
    Write-Host "Running $each"
    & $jupyter nbconvert --to notebook --execute --ExecutePreprocessor.kernel_name=java `
      "--ExecutePreprocessor.timeout=$Timeout" --output-dir (Join-Path $target "notebooks\$Scale") $each
    if ($LASTEXITCODE -ne 0) { Stop-Lab "$each failed; the cell and its error are above" }
  }
} else {
  & $jupyter lab --ip=127.0.0.1 "--notebook-dir=$(Join-Path $root 'notebooks')"
}
