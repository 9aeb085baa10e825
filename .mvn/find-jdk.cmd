@ECHO OFF
REM Called by mvnw.cmd and tcp4j.cmd: sets JAVA_HOME to a JDK of at least version 25, or says what to
REM install and ends with 1. The search of find-jdk.sh, with the usual places of Windows.
SET "TCP4J_FOUND="
CALL :try "%JAVA_HOME%"
FOR /F "delims=" %%F IN ('where javac 2^>NUL') DO CALL :try "%%~dpF.."
CALL :under "%ProgramFiles%\Eclipse Adoptium"
CALL :under "%ProgramFiles%\Java"
CALL :under "%ProgramFiles%\Microsoft"
CALL :under "%ProgramFiles%\Zulu"
CALL :under "%ProgramFiles%\Amazon Corretto"
CALL :under "%ProgramFiles%\BellSoft"
CALL :under "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
CALL :under "%USERPROFILE%\.jdks"
CALL :under "%USERPROFILE%\scoop\apps"
IF NOT DEFINED TCP4J_FOUND GOTO none
SET "JAVA_HOME=%TCP4J_FOUND%"
SET "TCP4J_FOUND="
SET "MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"
EXIT /B 0

:none
ECHO tcp4j needs a JDK (with javac) of version 25 or newer, and none was found in JAVA_HOME, on the>&2
ECHO PATH, or in the usual places. Install one, for instance Eclipse Temurin 25>&2
ECHO (https://adoptium.net), or point JAVA_HOME at the one that you have.>&2
EXIT /B 1

REM Tries the folders in the folder %1, and what the package manager scoop puts in them.
:under
IF DEFINED TCP4J_FOUND GOTO :EOF
IF NOT EXIST "%~1" GOTO :EOF
PUSHD "%~1"
FOR /D %%D IN (*) DO CALL :try "%~1\%%~D"
FOR /D %%D IN (*) DO CALL :try "%~1\%%~D\current"
POPD
GOTO :EOF

REM Takes %1 if it is the home of a JDK that is new enough and none was taken before.
:try
IF DEFINED TCP4J_FOUND GOTO :EOF
IF NOT EXIST "%~1\bin\javac.exe" GOTO :EOF
IF NOT EXIST "%~1\release" GOTO :EOF
SET "TCP4J_VERSION=0"
FOR /F "usebackq tokens=1,2 delims==" %%A IN ("%~1\release") DO IF "%%A"=="JAVA_VERSION" SET "TCP4J_VERSION=%%~B"
FOR /F "delims=.-+ " %%M IN ("%TCP4J_VERSION%") DO IF %%M GEQ 25 SET "TCP4J_FOUND=%~f1"
SET "TCP4J_VERSION="
GOTO :EOF
