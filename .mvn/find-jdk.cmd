@REM Called by mvnw.cmd and tcp4j.cmd: sets JAVA_HOME to a JDK of at least version 25, or says what
@REM to install and ends with 1. The search of find-jdk.sh, with the usual places of Windows.
@SET "TCP4J_FOUND="
@CALL :try "%JAVA_HOME%"
@FOR /F "delims=" %%F IN ('where javac 2^>NUL') DO @CALL :try "%%~dpF.."
@FOR %%R IN (
  "%ProgramFiles%\Eclipse Adoptium"
  "%ProgramFiles%\Java"
  "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu"
  "%ProgramFiles%\Amazon Corretto"
  "%ProgramFiles%\BellSoft"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
  "%USERPROFILE%\.jdks"
  "%USERPROFILE%\scoop\apps"
) DO @IF EXIST "%%~R" FOR /D %%D IN ("%%~R\*") DO @(
  CALL :try "%%~D"
  CALL :try "%%~D\current"
)
@IF DEFINED TCP4J_FOUND (
  SET "JAVA_HOME=%TCP4J_FOUND%"
  SET "TCP4J_FOUND="
  SET "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
  EXIT /B 0
)
@ECHO tcp4j needs a JDK (with javac) of version 25 or newer, and none was found in JAVA_HOME, on the>&2
@ECHO PATH, or in the usual places. Install one, for instance Eclipse Temurin 25>&2
@ECHO (https://adoptium.net), or point JAVA_HOME at the one that you have.>&2
@EXIT /B 1

@REM Takes %1 if it is the home of a JDK that is new enough and none was taken before.
:try
@IF DEFINED TCP4J_FOUND EXIT /B 0
@IF NOT EXIST "%~1\bin\javac.exe" EXIT /B 0
@IF NOT EXIST "%~1\release" EXIT /B 0
@FOR /F "usebackq tokens=2 delims==" %%V IN (`findstr /B JAVA_VERSION^= "%~1\release"`) DO @FOR /F "delims=.-+ " %%M IN ("%%~V") DO @IF %%M GEQ 25 SET "TCP4J_FOUND=%~f1"
@EXIT /B 0
