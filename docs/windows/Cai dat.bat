@echo off
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
title Luan Chuyen - Cai dat
rem Sentences lie in files: this one stays ASCII, which cmd reads alike in every code page.
set "HERE=%~dp0"
set "NoDefaultCurrentDirectoryInExePath=1"
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=0"
set "PYLAUNCHER_ALLOW_INSTALL="
set "PYLAUNCHER_ALWAYS_INSTALL="
set "CODE=1"
if not exist "%HERE%he-thong\cai_dat.py" goto packed

set "PY="
set "TRY=%HERE%he-thong\cai_dat.py"
set "MINE=%LocalAppData%\Programs\Python\Python"
set "OURS=%ProgramFiles%\Python"
for %%V in (3.13 3.12 3.11) do call :launcher %%V
for %%P in (python.exe python3.exe) do call :path %%P
for %%V in (313 312 311) do call :folder %%V
if not defined PY goto missing

%PY% -I -X utf8 "%HERE%he-thong\cai_dat.py"
set "CODE=%ERRORLEVEL%"
goto end

:missing
type "%HERE%he-thong\khong-co-python.txt"
if not exist "%HERE%{installer}" goto end
echo.
certutil -hashfile "%HERE%{installer}" SHA256 >"%TEMP%\luanchuyen-sha256.txt" 2>nul
if errorlevel 1 goto end
find /i "{sha256}" "%TEMP%\luanchuyen-sha256.txt" >nul 2>nul
if errorlevel 1 (type "%HERE%he-thong\sai-tep.txt") else (type "%HERE%he-thong\dung-tep.txt")
del "%TEMP%\luanchuyen-sha256.txt" 2>nul
goto end

:packed
echo Chua giai nen. Bam chuot phai vao tep zip, chon Extract All, roi bam dup Cai dat.bat trong thu muc moi.

:end
echo.
if exist "%HERE%he-thong\nhan-phim.txt" type "%HERE%he-thong\nhan-phim.txt"
pause >nul
exit /b %CODE%

rem Whether a Python will do: its exit code alone says so, also where there is none.
:launcher
if defined PY exit /b
py -%1 -I "%TRY%" --hop >nul 2>nul
if "%ERRORLEVEL%"=="0" set "PY=py -%1"
exit /b

:path
if defined PY exit /b
%1 -I "%TRY%" --hop >nul 2>nul
if "%ERRORLEVEL%"=="0" set "PY=%1"
exit /b

:folder
if defined PY exit /b
if exist "%MINE%%1\python.exe" "%MINE%%1\python.exe" -I "%TRY%" --hop >nul 2>nul
if exist "%MINE%%1\python.exe" if "%ERRORLEVEL%"=="0" set PY="%MINE%%1\python.exe"
if defined PY exit /b
if exist "%OURS%%1\python.exe" "%OURS%%1\python.exe" -I "%TRY%" --hop >nul 2>nul
if exist "%OURS%%1\python.exe" if "%ERRORLEVEL%"=="0" set PY="%OURS%%1\python.exe"
exit /b
