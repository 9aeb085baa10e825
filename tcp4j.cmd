@ECHO OFF
REM Runs the tcp4j command from a checkout: builds it on first use and whenever a source is newer than
REM the build. Standard input and output belong to the command alone; what this script has to say goes
REM to standard error. TCP4J_JAVA_OPTS: more options for the JVM. TUN devices are for Linux only.
SETLOCAL
CALL "%~dp0.mvn\find-jdk.cmd"
IF ERRORLEVEL 1 EXIT /B 1
SET "TCP4J_CLI=%~dp0tcp4j-cli\target"
SET "TCP4J_APP=%TCP4J_CLI%\app"
SET "TCP4J_LOG=%TCP4J_CLI%\tcp4j-build.log"

IF NOT EXIST "%TCP4J_APP%\built" GOTO build
PUSHD "%~dp0"
powershell -NoProfile -Command "$b = (Get-Item 'tcp4j-cli/target/app/built').LastWriteTime; $m = 'wire','tcp','link','link-tun','stack','nio','testkit','cli' | ForEach-Object { \"tcp4j-$_/pom.xml\"; \"tcp4j-$_/src/main\" }; if (Get-ChildItem -Recurse (@('pom.xml', '.mvn') + $m) | Where-Object { $_.LastWriteTime -gt $b } | Select-Object -First 1) { exit 1 }" <NUL >NUL 2>&1
SET "TCP4J_FRESH=%ERRORLEVEL%"
POPD
IF "%TCP4J_FRESH%"=="0" GOTO run

:build
ECHO building tcp4j, a minute or so...>&2
IF NOT EXIST "%TCP4J_CLI%" MKDIR "%TCP4J_CLI%"
IF EXIST "%TCP4J_CLI%\app-new" RMDIR /S /Q "%TCP4J_CLI%\app-new"
TYPE NUL >"%TCP4J_CLI%\build-began"
PUSHD "%~dp0"
CALL "%~dp0mvnw.cmd" -B -Papp -pl tcp4j-cli -am -Dmaven.test.skip=true package <NUL >"%TCP4J_LOG%" 2>&1
SET "TCP4J_STATUS=%ERRORLEVEL%"
POPD
IF NOT "%TCP4J_STATUS%"=="0" (
  findstr /B /L /C:"[ERROR]" "%TCP4J_LOG%" >&2
  ECHO tcp4j: the build failed; the whole log is in %TCP4J_LOG%>&2
  EXIT /B 1
)
IF EXIST "%TCP4J_APP%" RMDIR /S /Q "%TCP4J_APP%"
IF EXIST "%TCP4J_APP%" (
  ECHO tcp4j: the last build cannot be replaced while another tcp4j is running>&2
  EXIT /B 1
)
MOVE "%TCP4J_CLI%\app-new" "%TCP4J_APP%" >NUL
MOVE "%TCP4J_CLI%\build-began" "%TCP4J_APP%\built" >NUL
IF NOT EXIST "%TCP4J_APP%\built" EXIT /B 1

:run
"%JAVA_HOME%\bin\java.exe" --enable-native-access=io.tcp4j.link.tun %TCP4J_JAVA_OPTS% --module-path "%TCP4J_APP%" --module io.tcp4j.cli/io.tcp4j.cli.Main %*
EXIT /B %ERRORLEVEL%
